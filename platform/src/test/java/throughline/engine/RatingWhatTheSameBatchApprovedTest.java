package throughline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import throughline.engagement.EngagementId;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.journal.Canonical;
import throughline.journal.KeptRecord;
import throughline.landscape.RecordVersion;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.TimeEntry;
import throughline.observed.CanonicalRecord.TimeStatus;
import throughline.observed.RecordKey;
import throughline.work.RatedAgain;

/**
 * A held entry comes into force with another record, such as the deal that it waited for; a change
 * of terms in the same batch finds it, though what is stored does not say yet that it is approved.
 */
class RatingWhatTheSameBatchApprovedTest {

    private static final LocalDate DAY = LocalDate.of(2026, 4, 20);
    private static final EngagementId DEAL = new EngagementId("crm:Opportunity:1");
    private static final RecordKey UNIT = new RecordKey("psa", "time-card", "T1");
    private static final RatedAgain.Since SINCE = new RatedAgain.Since(DAY, DAY.plusDays(14));

    /** The database tells approved time, and what is asked for besides. */
    private final RecordsInHand records =
            new RecordsInHand(
                    Map.of(),
                    (_, _, besides) -> besides.contains(UNIT) ? List.of(stored()) : List.of());

    @Test
    void time_is_rated_again_by_the_approval_that_another_record_brought() {
        records.approve(UNIT, new RecordsInHand.Approval(7, Optional.of(approved())));
        assertThat(records.approved()).containsOnlyKeys(UNIT);

        assertThat(records.time(DEAL, SINCE))
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.approvedSequence()).isEqualTo(7);
                            assertThat(found.approved()).contains(approved());
                        });
        // It is written with its record now, and not once more beside it.
        assertThat(records.approved()).isEmpty();
        assertThat(records.kept()).containsOnlyKeys(UNIT);
    }

    @Test
    void what_was_approved_anew_since_is_what_the_next_change_finds() {
        records.approve(UNIT, new RecordsInHand.Approval(7, Optional.of(approved())));
        records.time(DEAL, SINCE);
        records.approve(UNIT, new RecordsInHand.Approval(9, Optional.of(approved())));
        assertThat(records.time(DEAL, SINCE))
                .extracting(KeptRecord::approvedSequence)
                .containsExactly(9L);
    }

    @Test
    void time_that_another_record_took_back_is_not_rated_again() {
        records.approve(UNIT, new RecordsInHand.Approval(7, Optional.of(approved())));
        records.approve(UNIT, new RecordsInHand.Approval(0, Optional.empty()));
        assertThat(records.time(DEAL, SINCE)).isEmpty();
    }

    @Test
    void time_of_others_and_of_days_before_the_change_is_left_as_it_is() {
        records.approve(UNIT, new RecordsInHand.Approval(7, Optional.of(approved())));
        assertThat(records.time(new EngagementId("crm:Opportunity:2"), SINCE)).isEmpty();
        RatedAgain.Since later = new RatedAgain.Since(DAY.plusDays(1), DAY.plusDays(14));
        assertThat(records.time(DEAL, later)).isEmpty();
    }

    private static KeptRecord stored() {
        return new KeptRecord(
                UNIT,
                RecordVersion.UNSTATED,
                3,
                DEAL.value(),
                2,
                0,
                Optional.empty(),
                Canonical.of(
                        new TimeEntry(
                                UNIT,
                                new RecordKey("psa", "project", "P1"),
                                new RecordKey("psa", "person", "U1"),
                                DAY,
                                BigDecimal.TEN,
                                Optional.of("consultant"),
                                true,
                                TimeStatus.APPROVED,
                                Map.of())));
    }

    private static TimeApproved approved() {
        Money none = Money.parse("EUR 0.00");
        return new TimeApproved(
                UNIT,
                "advice",
                "2026-04",
                "psa:person:U1",
                "consultant",
                DAY,
                BigDecimal.TEN,
                true,
                Money.parse("EUR 1600.00"),
                none,
                none,
                "rate-card",
                Optional.empty());
    }
}
