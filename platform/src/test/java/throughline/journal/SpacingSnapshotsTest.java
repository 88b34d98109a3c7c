package throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpacingSnapshotsTest {

    private static final long STEP = 100;

    @Test
    void a_short_history_has_one_each_128_events() {
        assertThat(SummaryRows.isSnapshotDue(0, 127)).isFalse();
        assertThat(SummaryRows.isSnapshotDue(127, 128)).isTrue();
        assertThat(SummaryRows.isSnapshotDue(128, 255)).isFalse();
        assertThat(SummaryRows.isSnapshotDue(255, 256)).isTrue();
    }

    @Test
    void however_long_a_history_is_its_snapshots_together_are_bounded_by_its_length() {
        long kept = 0;
        long length = 1_000_000;
        for (long after = STEP; after <= length; after += STEP) {
            kept += SummaryRows.isSnapshotDue(after - STEP, after) ? after : 0;
        }
        assertThat(kept).isLessThan(40 * length);
    }

    @Test
    void a_load_never_reads_more_than_an_eighth_of_a_long_history_beyond_a_snapshot() {
        long last = 0;
        for (long after = STEP; after <= 1_000_000; after += STEP) {
            last = SummaryRows.isSnapshotDue(after - STEP, after) ? after : last;
            assertThat(after - last).isLessThanOrEqualTo(Math.max(128, after / 8) + STEP);
        }
    }
}
