package throughline.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import throughline.align.ActionKind;
import throughline.billing.Billing;
import throughline.billing.Charge;
import throughline.billing.Credit;
import throughline.billing.LineTotals;
import throughline.billing.TimePool;
import throughline.books.Account;
import throughline.books.Balances;
import throughline.books.Identity;
import throughline.books.Posting;
import throughline.books.Postings;
import throughline.engagement.SimulatedSystems.Document;
import throughline.landscape.Pause;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.policy.ExceptionCodes;
import throughline.property.Property;

/**
 * A year of a firm, lived twice from one seed: in calm weather, and with messages doubled,
 * reordered, late and lost, and writes and their answers lost on the way. Both end in the same
 * books, with no document doubled and none missing.
 */
class EveryWeatherEndsInTheSameBooksTest {

    private static final long SEEDS = Long.getLong("simulation.seeds", Property.part(2_000));

    /**
     * Invoices are paid in full and credited later, so these depend on which invoices there are.
     */
    private static final EnumSet<Account> DEPENDING_ON_INVOICES =
            EnumSet.of(Account.CASH, Account.RECEIVABLE);

    private static final Release RELEASE =
            HandmadeRelease.complete()
                    .pausing(
                            StandingStill.REFUSED,
                            new Pause.UntilClosed("anything", Set.of(), Optional.empty()));

    private static final Set<String> KNOWN = known();

    private static final Set<String> ENDLESS = ExceptionCodes.endless();

    private static Set<String> known() {
        Set<String> known = new HashSet<>(ExceptionCodes.ofGates());
        known.addAll(ExceptionCodes.ofContracts());
        known.addAll(ExceptionCodes.endless());
        return known;
    }

    @Test
    void whatever_happens_to_messages_and_answers() {
        Long only = Long.getLong("simulation.seed");
        LongStream seeds = only == null ? LongStream.range(0, SEEDS) : LongStream.of(only);
        seeds.parallel().forEach(EveryWeatherEndsInTheSameBooksTest::check);
    }

    private static void check(long seed) {
        try {
            SimulatedFirm calm = lived(seed, false);
            SimulatedFirm rough = lived(seed, true);
            assertSound(calm);
            assertSound(rough);
            assertThat(figures(rough)).containsExactlyElementsOf(figures(calm));
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(
                    "seed "
                            + seed
                            + " fails; run it alone: ./mvnw -pl core test"
                            + " -Dtest=EveryWeatherEndsInTheSameBooksTest -Dsimulation.seed="
                            + seed,
                    failure);
        }
    }

    private static SimulatedFirm lived(long seed, boolean rough) {
        SimulatedFirm firm = new SimulatedFirm(RELEASE, random(seed ^ 0x5DEECE66DL), rough);
        firm.live(SimulatedLife.of(random(seed)));
        return firm;
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static void assertSound(SimulatedFirm firm) {
        assertThat(firm.unanswered()).isEmpty();
        for (EngagementId id : firm.engagements()) {
            Engagement state = firm.state(id);
            List<Event> events = firm.events(id);
            Engagement replayed = Engagement.empty(id);
            for (Event event : events) {
                replayed = Evolve.apply(replayed, event);
            }
            assertThat(replayed).isEqualTo(state);
            assertThat(standingStill(state)).as("clocks that wait for nothing").isEmpty();
            assertThat(events).allSatisfy(EveryWeatherEndsInTheSameBooksTest::assertNamed);
            assertThat(state.nextWake()).isEmpty();
            assertUnitsAreConserved(state.billing());
            Balances books = books(events);
            for (Identity identity : Identity.ALL) {
                assertThat(identity.holds(books)).as(id + " " + identity.name()).isTrue();
            }
            assertThat(posted(firm, id))
                    .as("invoices in the ERP")
                    .isEqualTo(books.debit(Account.BILLED));
            assertThat(journaled(firm, id))
                    .as("journals in the ERP")
                    .isEqualTo(books.credit(Account.REVENUE));
        }
        assertNothingIsDoubledOrMissing(firm);
    }

    /** Clocks that stand still though nothing that could end is open. */
    private static List<String> standingStill(Engagement state) {
        boolean open =
                state.attention().exceptions().values().stream()
                        .anyMatch(each -> !ENDLESS.contains(each.code()));
        return open
                ? List.of()
                : state.attention().clocks().entrySet().stream()
                        .filter(each -> each.getValue() instanceof Attention.Clock.Paused)
                        .map(Map.Entry::getKey)
                        .toList();
    }

    /** A landscape may name whatever is raised, and is told right whether it ever ends. */
    private static void assertNamed(Event event) {
        if (event instanceof AttentionEvent.ExceptionRaised(var exception)) {
            assertThat(exception.code()).isIn(KNOWN);
        }
        if (event instanceof AttentionEvent.ExceptionClosed(var key, _)) {
            assertThat(ENDLESS).noneMatch(code -> key.equals(code) || key.startsWith(code + ":"));
        }
    }

    private static void assertUnitsAreConserved(Billing billing) {
        Money open = Money.zero(CurrencyUnit.EUR);
        for (LineTotals line : billing.lines().values()) {
            open = open.plus(line.open());
        }
        Money units = Money.zero(CurrencyUnit.EUR);
        for (TimePool pool : billing.pools().values()) {
            units = units.plus(pool.openAmount());
        }
        for (Charge charge : billing.charges().values()) {
            units = charge.isOpen() ? units.plus(charge.amount()) : units;
        }
        for (Credit credit : billing.credits().values()) {
            for (Money undecided : credit.undecided().values()) {
                units = units.plus(undecided);
            }
        }
        assertThat(units).as("open units").isEqualTo(open);
    }

    private static void assertNothingIsDoubledOrMissing(SimulatedFirm firm) {
        Set<String> seen = new HashSet<>();
        for (ActionKind kind :
                List.of(
                        ActionKind.POST_INVOICE,
                        ActionKind.POST_JOURNAL,
                        ActionKind.CREATE_PROJECT,
                        ActionKind.CREATE_CONTRACT,
                        ActionKind.CREATE_CUSTOMER)) {
            for (Document document : firm.systems().of(kind)) {
                assertThat(seen.add(kind + " " + document.action().naturalKey()))
                        .as("doubled: " + document.action().key())
                        .isTrue();
            }
        }
        for (EngagementId id : firm.engagements()) {
            firm.state(id)
                    .billing()
                    .invoices()
                    .keySet()
                    .forEach(key -> assertThat(seen).contains("POST_INVOICE " + key));
        }
    }

    private static Money posted(SimulatedFirm firm, EngagementId id) {
        return firm.systems().of(ActionKind.POST_INVOICE).stream()
                .filter(document -> document.action().naturalKey().startsWith(id + "/"))
                .map(firm.systems()::standing)
                .reduce(Money.zero(CurrencyUnit.EUR), Money::plus);
    }

    private static Money journaled(SimulatedFirm firm, EngagementId id) {
        return firm.systems().of(ActionKind.POST_JOURNAL).stream()
                .filter(document -> document.action().naturalKey().startsWith(id + "/"))
                .flatMap(
                        document ->
                                ((List<?>)
                                                document.action()
                                                        .body()
                                                        .getOrDefault("lines", List.of()))
                                        .stream())
                .map(line -> Money.parse("EUR " + ((Map<?, ?>) line).get("amount")))
                .reduce(Money.zero(CurrencyUnit.EUR), Money::plus);
    }

    private static Balances books(List<Event> events) {
        List<Posting> postings = new ArrayList<>();
        events.forEach(event -> postings.addAll(Postings.of(event)));
        return Balances.of(CurrencyUnit.EUR, postings);
    }

    private static List<String> figures(SimulatedFirm firm) {
        List<String> figures = new ArrayList<>();
        for (EngagementId id : firm.engagements()) {
            Balances books = books(firm.events(id));
            for (Account account : EnumSet.complementOf(DEPENDING_ON_INVOICES)) {
                figures.add(id + " " + account + " " + books.debit(account));
            }
        }
        return figures;
    }
}
