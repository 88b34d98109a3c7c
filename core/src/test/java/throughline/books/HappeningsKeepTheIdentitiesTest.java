package throughline.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import throughline.engagement.AgreementEvent;
import throughline.money.Money;

class HappeningsKeepTheIdentitiesTest {

    private static final CurrencyUnit EUR = CurrencyUnit.EUR;
    private static final LocalDate DAY = LocalDate.of(2026, 3, 31);

    @Test
    void every_identity_holds_after_any_sequence_of_happenings() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Posting> postings = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                Happening happening = Happening.values()[random.nextInt(Happening.values().length)];
                Posting posting = posting(happening, random.nextLong(-5_000_00, 900_000_00));
                postings.add(posting);
                if (happening == Happening.ALLOCATED) {
                    postings.add(posting(happening, -posting.amount().minor()));
                }
            }
            Balances balances = Balances.of(EUR, postings);
            for (Identity identity : Identity.ALL) {
                assertThat(identity.difference().apply(balances))
                        .as("%s with seed %d", identity.formula(), seed)
                        .isEqualTo(Money.zero(EUR));
            }
        }
    }

    @Test
    void an_invoice_and_its_full_credit_leave_only_the_backlog_that_was_there() {
        Money price = Money.ofMinor("EUR", 420_000_00);
        Balances balances =
                Balances.of(
                        EUR,
                        List.of(
                                new Posting(Happening.BOOKED, "1", price, DAY, ""),
                                new Posting(Happening.ENTITLEMENT, "1", price, DAY, "m1"),
                                new Posting(Happening.INVOICE_POSTED, "1", price, DAY, "i1"),
                                new Posting(Happening.CREDIT_POSTED, "1", price, DAY, "c1")));
        assertThat(balances.debit(Account.BACKLOG_BILLING)).isEqualTo(price);
        assertThat(balances.debit(Account.UNBILLED)).isEqualTo(price);
        assertThat(balances.debit(Account.RECEIVABLE)).isEqualTo(Money.zero(EUR));
        assertThat(balances.credit(Account.CONTRACT_POSITION)).isEqualTo(Money.zero(EUR));
    }

    @Test
    void recognizing_before_billing_is_a_contract_asset() {
        Balances balances =
                Balances.of(
                        EUR,
                        List.of(
                                posting(Happening.BOOKED, 1_000_00),
                                posting(Happening.REVENUE_RECOGNIZED, 400_00),
                                posting(Happening.INVOICE_POSTED, 250_00)));
        assertThat(balances.credit(Account.CONTRACT_POSITION)).hasToString("EUR -150.00");
        assertThat(balances.debit(Account.BACKLOG_REVENUE)).hasToString("EUR 600.00");
        assertThat(balances.debit(Account.BACKLOG_BILLING)).hasToString("EUR 750.00");
    }

    @Test
    void a_cancellation_takes_back_what_is_left_of_the_booking_line_by_line() {
        List<Posting> postings =
                Postings.of(
                        new AgreementEvent.ContractCancelled(
                                DAY,
                                Map.of(
                                        "a", Money.ofMinor("EUR", 100_00),
                                        "b", Money.zero(EUR))));
        assertThat(postings)
                .containsExactly(
                        new Posting(Happening.BOOKED, "a", Money.ofMinor("EUR", -100_00), DAY, ""));
    }

    private static Posting posting(Happening happening, long minor) {
        return new Posting(happening, "1", Money.ofMinor("EUR", minor), DAY, "");
    }
}
