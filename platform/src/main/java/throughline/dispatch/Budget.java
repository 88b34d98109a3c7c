package throughline.dispatch;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import java.time.Duration;
import javax.sql.DataSource;
import throughline.connectors.Calls;

/**
 * How many calls a vendor's account may be sent, over all nodes, all systems that use it, and all
 * kinds of calls together.
 */
interface Budget {

    /** How many of the wanted writes may be made now. Each is paid for with one call. */
    int take(int wanted);

    /** Whether one call may be made that can wait as well as not: it leaves room for writes. */
    boolean takeSpare();

    /** What was called in truth where one call was paid for, and what the vendor says is left. */
    void called(Calls.Made made);

    /** As many as one likes. */
    Budget UNLIMITED =
            new Budget() {
                @Override
                public int take(int wanted) {
                    return wanted;
                }

                @Override
                public boolean takeSpare() {
                    return true;
                }

                @Override
                public void called(Calls.Made made) {}
            };

    /**
     * So many a minute over everybody who uses this database. What a vendor allows is allowed per
     * account, so the bucket is one row, by the account's name.
     */
    static Budget shared(DataSource database, LaneLimits.Allowance allowance) {
        long capacity = Math.max(1, allowance.perMinute() / 6);
        BucketConfiguration configuration =
                BucketConfiguration.builder()
                        .addLimit(
                                limit ->
                                        limit.capacity(capacity)
                                                .refillGreedy(
                                                        allowance.perMinute(),
                                                        Duration.ofMinutes(1)))
                        .build();
        BucketProxy bucket =
                Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                        .table("throughline.budget")
                        .primaryKeyMapper(PrimaryKeyMapper.STRING)
                        .build()
                        // A bucket keeps the rate that it was made with: another rate is another.
                        .getProxy(
                                allowance.account() + "@" + allowance.perMinute(),
                                () -> configuration);
        return new SharedBudget(bucket, capacity, allowance);
    }
}
