package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.sql.DataSource;
import throughline.landscape.Release;

/** What a rehearsal told, by engagement. */
record Rehearsed(Rehearsing.Extent extent, Map<String, Difference> differences, long millis) {

    static Rehearsed of(DataSource database, Release release) throws InterruptedException {
        Map<String, Difference> found = new ConcurrentSkipListMap<>();
        long start = System.nanoTime();
        Rehearsing.Extent extent =
                new Rehearsing(
                                database,
                                release,
                                InstantSource.system(),
                                progress -> {},
                                () -> false)
                        .run(
                                Scope.WHOLE,
                                (looked, differences) -> {
                                    looked.forEach(found::remove);
                                    differences.forEach(each -> found.put(each.engagement(), each));
                                });
        return new Rehearsed(extent, new TreeMap<>(found), (System.nanoTime() - start) / 1_000_000);
    }

    /** Says only the first few: a whole pipeline is long. */
    void assertNoDifference() {
        List<Difference> few = differences.values().stream().limit(5).toList();
        assertThat(few).as("%d differences", differences.size()).isEmpty();
    }
}
