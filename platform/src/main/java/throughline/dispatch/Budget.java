package throughline.dispatch;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import javax.sql.DataSource;

/** How many calls a system may be sent, over all nodes together. */
@FunctionalInterface
interface Budget {

    /** How many of the wanted calls may be made now. */
    int take(int wanted);

    /** As many as one likes. */
    Budget UNLIMITED = wanted -> wanted;

    /**
     * So many a minute over everybody who uses this database. What a system allows per account is
     * shared by all its callers, so the bucket is one row.
     */
    static Budget shared(DataSource database, String system, int perMinute) {
        BucketConfiguration configuration =
                BucketConfiguration.builder()
                        .addLimit(
                                limit ->
                                        limit.capacity(Math.max(1, perMinute / 6))
                                                .refillGreedy(perMinute, Duration.ofMinutes(1)))
                        .build();
        BucketProxy bucket =
                Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                        .table("throughline.budget")
                        .primaryKeyMapper(PrimaryKeyMapper.STRING)
                        .build()
                        .getProxy(system, () -> configuration);
        return wanted -> (int) bucket.tryConsumeAsMuchAsPossible(wanted);
    }
}
