package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.HandmadeRelease.system;
import static throughline.engagement.Records.day;
import static throughline.engagement.Records.eur;
import static throughline.engagement.Records.time;
import static throughline.engagement.Records.timeAndMaterials;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.books.Account;
import throughline.books.Identity;
import throughline.engagement.BillingEvent.InvoicePlanned;
import throughline.engagement.EffectEvent.ActionPlanned;
import throughline.landscape.Release.Role;
import throughline.money.Money;

/** An entry that changes after it was billed: a credit and what is more, or a person. */
class CorrectingBilledTimeTest {

    private static Story billed(Map<String, String> settings) {
        HandmadeRelease plain =
                HandmadeRelease.with(
                        system(
                                "erp",
                                Role.ERP,
                                "CREATE_CUSTOMER",
                                "CREATE_CONTRACT",
                                "POST_INVOICE",
                                "POST_CREDIT_NOTE",
                                "POST_JOURNAL"),
                        system("psa", Role.PSA, "CREATE_PROJECT"),
                        system("crm", Role.CRM, "WRITE_BACK"));
        Story story =
                Story.active(
                        new HandmadeRelease("r1", plain.systems(), plain.legalEntity(), settings),
                        timeAndMaterials("L1"));
        story.observe(time("1", "2026-01-12", "10", "consultant"));
        story.tickUntil(day("2026-02-09"));
        story.confirm(ActionKind.POST_INVOICE, "9");
        story.tick("2026-02-10");
        return story;
    }

    private static List<Money> credits(Story story) {
        return story.all(ActionPlanned.class).stream()
                .map(ActionPlanned::action)
                .filter(action -> action.kind() == ActionKind.POST_CREDIT_NOTE)
                .map(Action::atStake)
                .map(amount -> amount.orElseThrow())
                .toList();
    }

    private static List<Money> invoices(Story story) {
        return story.all(InvoicePlanned.class).stream().map(InvoicePlanned::net).toList();
    }

    @Test
    void by_policy_what_was_billed_too_much_is_credited_once_and_settled_by_the_note() {
        Story story = billed(Map.of("billed-time-changed", "credit"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        assertThat(credits(story)).containsExactly(eur("300.00"));

        // Until the note is there nothing is deducted a second time.
        story.observe(time("2", "2026-02-11", "4", "consultant"));
        story.tickUntil(day("2026-03-09"));
        assertThat(invoices(story)).containsExactly(eur("1500.00"), eur("600.00"));

        story.observe(Records.credit("C1", "9", "300.00"));
        assertThat(story.openExceptions()).isEmpty();
        assertThat(story.debit(Account.UNBILLED).plus(story.debit(Account.BILLED)))
                .isEqualTo(eur("1200.00").plus(eur("600.00")));
        assertThat(Identity.ALL).allMatch(identity -> identity.holds(story.balances()));
    }

    @Test
    void by_policy_what_is_more_is_billed_and_nothing_is_credited() {
        Story story = billed(Map.of("billed-time-changed", "credit"));
        story.observe(time("1", "2026-01-12", "12", "consultant"));
        story.tickUntil(day("2026-03-31"));
        assertThat(credits(story)).isEmpty();
        assertThat(invoices(story)).containsExactly(eur("1500.00"), eur("300.00"));
        assertThat(story.openExceptions()).isEmpty();
    }

    @Test
    void without_the_policy_a_person_is_told_and_the_next_invoice_takes_the_difference() {
        Story story = billed(Map.of());
        story.observe(time("1", "2026-01-12", "8", "consultant"));
        assertThat(credits(story)).isEmpty();
        assertThat(story.openExceptions()).containsExactly("billed-time-changed:psa:time:1");
        story.observe(time("2", "2026-02-11", "4", "consultant"));
        story.tickUntil(day("2026-03-09"));
        assertThat(invoices(story)).containsExactly(eur("1500.00"), eur("300.00"));
        assertThat(story.openExceptions()).isEmpty();
    }
}
