package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.engagement.Records.DEAL;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import throughline.align.ActionKey;
import throughline.align.ActionOutcome;
import throughline.books.Balances;
import throughline.books.Identity;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.CanonicalRecord.CreditNote;
import throughline.observed.CanonicalRecord.DealLine;
import throughline.observed.CanonicalRecord.DocumentStatus;
import throughline.observed.CanonicalRecord.Invoice;
import throughline.observed.CanonicalRecord.Milestone;
import throughline.observed.CanonicalRecord.Payment;
import throughline.observed.CanonicalRecord.Stage;
import throughline.observed.CanonicalRecord.TimeStatus;
import throughline.observed.CreditedPart;
import throughline.observed.RecordKey;

/**
 * Whatever records say, and in whatever order, the decider answers and its books stay in balance.
 */
class AnythingMayArriveTest {

    private static final int SEEDS = 150;
    private static final int SIGNALS = 80;
    private static final DealLine[] LINES = {
        Records.milestones("F", "output-milestones", "400.00", "600.00"),
        Records.instalments("C", "straight-line", Records.on("2026-02-01", "365.00")),
        Records.capped("T", "2000.00")
    };

    @Test
    void nothing_is_thrown_and_every_identity_holds() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Story story = Story.under(HandmadeRelease.complete());
            story.observe(Records.customer());
            story.observe(Records.won(LINES));
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            for (int i = 0; i < SIGNALS; i++) {
                hear(story, random);
            }
            Engagement replayed = Engagement.empty(story.state().id());
            for (Event event : story.events()) {
                replayed = Evolve.apply(replayed, event);
            }
            assertThat(replayed).as("seed " + seed).isEqualTo(story.state());
            Balances books = story.balances();
            for (Identity identity : Identity.ALL) {
                assertThat(identity.holds(books)).as(identity.name() + ", seed " + seed).isTrue();
            }
            for (throughline.billing.Invoice invoice :
                    story.state().billing().invoices().values()) {
                assertThat(invoice.net().compareTo(invoice.credited()))
                        .as("credited beyond " + invoice.key() + ", seed " + seed)
                        .isNotNegative();
            }
        }
    }

    private static void hear(Story story, RandomGenerator random) {
        switch (random.nextInt(12)) {
            case 0 -> story.tick(LocalDate.of(2026, 1, 1).plusDays(random.nextInt(500)));
            case 1 -> story.confirmAll();
            case 2 -> answer(story, random);
            case 3 -> story.observe(Records.deal(DEAL, Stage.values()[random.nextInt(3)], LINES));
            case 4 -> story.observe(milestone(random));
            case 5 -> story.observe(invoice(story, random));
            case 6 -> story.observe(credit(random));
            case 7 -> story.observe(payment(random));
            case 8 -> story.decide(verdict(story, random));
            case 9 -> story.hear(new Signal.Rederive(Instant.parse("2026-05-05T05:05:05Z")));
            default -> story.observe(time(random));
        }
    }

    private static void answer(Story story, RandomGenerator random) {
        List<ActionKey> keys = List.copyOf(story.underWay().keySet());
        if (!keys.isEmpty()) {
            ActionOutcome outcome =
                    random.nextBoolean()
                            ? new ActionOutcome.Rejected("odd", "No.")
                            : new ActionOutcome.Ambiguous("Perhaps.");
            story.answer(keys.get(random.nextInt(keys.size())), outcome);
        }
    }

    private static Signal.Verdict verdict(Story story, RandomGenerator random) {
        ActionKey known =
                story.state().effects().byPurpose().values().stream()
                        .skip(random.nextInt(3))
                        .findFirst()
                        .map(effect -> effect.key())
                        .orElse(new ActionKey("nobody/knows/this~x"));
        String unit = random.nextBoolean() ? "F/F-M1#1" : "T/2026-01/consultant";
        return switch (random.nextInt(6)) {
            case 0 -> new Signal.Verdict.Retry(known);
            case 4 -> new Signal.Verdict.Cancel(known, "not now");
            case 1 ->
                    new Signal.Verdict.Settle(
                            known,
                            new ActionOutcome.Confirmed(
                                    "S", Map.of("tax", "NaN", "date", "soon", "type", "thing")));
            case 2 -> new Signal.Verdict.WriteOff(new RecordKey("x", "time", unit), "why not");
            case 3 ->
                    new Signal.Verdict.WriteOff(new RecordKey("x", "credit-note", "R1"), "why not");
            default -> new Signal.Verdict.WriteOff(new RecordKey("x", "charge", unit), "why not");
        };
    }

    private static CanonicalRecord time(RandomGenerator random) {
        String[] hours = {"-1", "0", "0.01", "8", "168", "168.01", "7.333333333333333", "1e9"};
        TimeStatus status = TimeStatus.values()[random.nextInt(4)];
        return Records.time(
                "t" + random.nextInt(6),
                oddDay(random).toString(),
                hours[random.nextInt(hours.length)],
                random.nextBoolean() ? Optional.of("consultant") : Optional.of("clown"),
                random.nextInt(4) > 0,
                status);
    }

    private static LocalDate oddDay(RandomGenerator random) {
        return random.nextInt(10) == 0
                ? LocalDate.of(9999, 12, 31)
                : LocalDate.of(2026, 1, 1).plusDays(random.nextInt(400));
    }

    private static Milestone milestone(RandomGenerator random) {
        String id = random.nextInt(4) == 0 ? "nowhere" : "F-M" + (1 + random.nextInt(2));
        String[] shares = {"-0.5", "0", "0.333333", "0.5", "1", "1.5"};
        Milestone accepted =
                Records.accepted(id, oddDay(random).toString(), shares[random.nextInt(6)]);
        return random.nextInt(5) > 0
                ? accepted
                : new Milestone(
                        accepted.key(), accepted.project(), id, Optional.empty(), BigDecimal.ONE);
    }

    private static Invoice invoice(Story story, RandomGenerator random) {
        String reference =
                story.state().billing().invoices().keySet().stream()
                        .skip(random.nextInt(3))
                        .findFirst()
                        .orElse("nobody/2026-01#1");
        DocumentStatus status = DocumentStatus.values()[random.nextInt(3)];
        return new Invoice(
                new RecordKey("erp", "invoice", "X-" + random.nextInt(30)),
                random.nextInt(9) == 0 ? Optional.empty() : Optional.of(reference),
                Optional.empty(),
                status,
                oddDay(random),
                odd(random),
                odd(random));
    }

    private static CreditNote credit(RandomGenerator random) {
        return new CreditNote(
                new RecordKey("erp", "credit-note", "R" + random.nextInt(3)),
                new RecordKey("erp", "invoice", "X-" + random.nextInt(30)),
                Optional.empty(),
                Optional.empty(),
                DocumentStatus.values()[random.nextInt(3)],
                oddDay(random),
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(odd(random)),
                Optional.empty(),
                random.nextBoolean() ? List.of() : List.of(part(random)));
    }

    private static CreditedPart part(RandomGenerator random) {
        return new CreditedPart(
                random.nextBoolean() ? Optional.empty() : Optional.of("L" + random.nextInt(4)),
                Optional.empty(),
                Optional.empty(),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(BigDecimal.valueOf(random.nextInt(900), 1)),
                random.nextBoolean() ? Optional.empty() : Optional.of(odd(random)));
    }

    private static Payment payment(RandomGenerator random) {
        return new Payment(
                new RecordKey("erp", "payment", "Y" + random.nextInt(5)),
                new RecordKey("erp", "invoice", "X-" + random.nextInt(30)),
                oddDay(random),
                odd(random));
    }

    private static Money odd(RandomGenerator random) {
        CurrencyUnit currency = random.nextInt(8) == 0 ? CurrencyUnit.JPY : CurrencyUnit.EUR;
        return new Money(random.nextLong(-100, 60_000), currency);
    }
}
