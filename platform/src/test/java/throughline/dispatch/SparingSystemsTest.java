package throughline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.dispatch.Actions.action;
import static throughline.dispatch.Actions.invoice;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.connectors.Calls;
import throughline.connectors.Connector;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.connectors.Secrets;
import throughline.database.SharedDatabase;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

/** Limits that are an account's, times of maintenance, and vendors whose limits nobody knows. */
@ResourceLock("the table of actions")
@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class SparingSystemsTest {

    private static final Map<String, Object> ACCOUNT = Map.of("account", "acme", "perMinute", 120);

    private final FaultySystem erp = FaultySystem.searchable();
    private final FaultySystem crm = FaultySystem.searchable();
    private final ActionTable table = new ActionTable(SharedDatabase.dataSource());
    private volatile Duration ahead = Duration.ZERO;
    private Dispatch dispatch = new Dispatch(List.of());

    @AfterEach
    void end() {
        dispatch.close();
    }

    @Test
    void complaint_16_an_account_wide_limit_is_one_limit_for_all_who_use_the_account() {
        started(
                Map.of("erp", erp, "crm", crm),
                declared("erp", Map.of("limits", ACCOUNT)),
                declared("crm", Map.of("limits", ACCOUNT)));
        for (int i = 0; i < 30; i++) {
            table.plan(invoice("" + i));
            table.plan(back(i));
        }
        until(() -> erp.calls.get() + crm.calls.get() >= 20);
        assertThat(erp.calls.get() + crm.calls.get())
                .as("twenty at once and two a second, both together")
                .isLessThan(27);
    }

    @Test
    void complaint_16_what_one_system_leaves_to_the_others_is_there_for_them() {
        Map<String, Object> modest = new HashMap<>(ACCOUNT);
        modest.put("reserve", 50);
        started(
                Map.of("erp", erp, "crm", crm),
                declared("erp", Map.of("limits", ACCOUNT)),
                declared("crm", Map.of("limits", modest)));
        for (int i = 0; i < 30; i++) {
            table.plan(back(i));
        }
        until(() -> crm.calls.get() >= 10);
        assertThat(crm.calls.get()).isLessThan(15);
        for (int i = 0; i < 5; i++) {
            table.plan(invoice("" + i));
        }
        until(() -> erp.calls.get() == 5);
        assertThat(crm.calls.get()).as("it waits, the others do not").isLessThan(20);
    }

    @Test
    void what_others_use_up_is_seen_in_what_the_vendor_says_is_left() {
        Budget budget = budget(new LaneLimits.Allowance("theirs", 600, 10));
        assertThat(budget.take(5)).isEqualTo(5);
        budget.called(new Calls.Made(1, OptionalLong.of(500)));
        assertThat(budget.take(5)).isEqualTo(5);
        budget.called(new Calls.Made(1, OptionalLong.of(60)));
        assertThat(budget.take(5)).as("no more than the reserve is left").isZero();
        assertThat(budget.takeSpare()).isFalse();
    }

    @Test
    void the_part_of_a_daily_limit_that_is_left_to_others_is_not_touched() {
        Budget budget = budget(new LaneLimits.Allowance("daily", 600, 20));
        budget.called(new Calls.Made(1, OptionalLong.empty(), OptionalInt.of(79)));
        assertThat(budget.take(5)).isEqualTo(5);
        budget.called(new Calls.Made(1, OptionalLong.empty(), OptionalInt.of(80)));
        assertThat(budget.take(5)).as("the rest is for others").isZero();
        assertThat(budget.takeSpare()).isFalse();
    }

    @Test
    void a_crm_that_says_how_much_of_its_day_is_used_is_left_to_the_others_in_time() {
        try (Twins twins = Twins.start(TwinsOptions.defaults());
                Connector real = crm(twins)) {
            twins.crm().allow(10);
            Map<String, Object> half = Map.of("perMinute", 600, "reserve", 50, "concurrency", 1);
            started(Map.of("crm", real), declared("crm", Map.of("limits", half)));
            for (int i = 0; i < 9; i++) {
                table.plan(deal(i));
            }
            until(() -> view("crm").sent() >= 5);
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());

            assertThat(view("crm").sent()).as("half of ten").isEqualTo(5);
        }
    }

    @Test
    void a_search_and_two_steps_are_paid_for_as_three_calls() {
        Budget budget = budget(new LaneLimits.Allowance("paid", 60, 0));
        assertThat(budget.take(1)).isOne();
        budget.called(new Calls.Made(3, OptionalLong.empty()));
        assertThat(budget.take(10)).as("of ten").isLessThanOrEqualTo(7);
    }

    @Test
    void polls_leave_room_for_writes() {
        Budget budget = budget(new LaneLimits.Allowance("polled", 120, 0));
        int pages = 0;
        while (pages < 40 && budget.takeSpare()) {
            pages++;
        }
        assertThat(pages).as("of twenty").isBetween(14, 19);
        assertThat(budget.take(4)).isEqualTo(4);
    }

    @Test
    void nothing_is_sent_while_a_system_is_being_worked_on_and_all_of_it_afterwards() {
        Instant now = Instant.now();
        Map<String, Object> window =
                Map.of(
                        "from", now.minusSeconds(60).toString(),
                        "until", now.plusSeconds(3600).toString());
        SystemDeclaration worked = declared("erp", Map.of("maintenance", List.of(window)));
        table.kept(invoice("before"), "planned", Instant.EPOCH);
        Lanes lanes = started(Map.of("erp", erp, "crm", crm), worked, declared("crm", Map.of()));
        table.plan(invoice("1"));
        table.plan(back(1));

        until(() -> table.concluded().containsKey(back(1).key()));
        assertThat(erp.calls).hasValue(0);
        assertThat(view("erp").maintainedUntil()).contains(now.plusSeconds(3600));
        assertThat(lanes.gate(worked).open()).as("nor is it read").isFalse();

        ahead = Duration.ofHours(2);
        until(() -> table.concluded().size() == 3);
        assertThat(view("erp").maintainedUntil()).isEmpty();
        assertThat(lanes.gate(worked).open()).isTrue();
    }

    @Test
    void how_much_a_vendor_bears_is_found_out_while_sending() {
        try (Twins twins = Twins.start(TwinsOptions.defaults());
                Connector real = connector(twins)) {
            twins.erp().misbehave("{\"kind\": \"latency\", \"millis\": 20}");
            started(
                    Map.of("erp", real),
                    declared("erp", Map.of("limits", Map.of("backoffMillis", 50))));
            for (int i = 0; i < 400; i++) {
                table.plan(customer(i));
            }
            until(() -> table.concluded().size() == 400);
            assertThat(view("erp").atOnce()).as("of eight that it bears").isBetween(2, 16);
            assertThat(view("erp").sent()).as("tried, for 400 in all").isLessThan(800);
        }
    }

    private static Budget budget(LaneLimits.Allowance allowance) {
        return Budget.shared(SharedDatabase.dataSource(), allowance);
    }

    private static Connector connector(Twins twins) {
        return opened(
                "erp",
                "erp-rest",
                twins.erp().url(),
                Map.of("user", "throughline", "password", "given:erp"));
    }

    private static Connector crm(Twins twins) {
        return opened(
                "crm",
                "salesforce-rest",
                twins.crm().url(),
                Map.of("clientId", "throughline", "clientSecret", "given:crm"));
    }

    private static Connector opened(
            String name, String connector, String url, Map<String, Object> auth) {
        return new Connectors(
                        new Endpoints(Map.of(name, URI.create(url))),
                        Secrets.given(
                                Map.of(
                                        "given:erp", "erp-twin-secret",
                                        "given:crm", "crm-twin-secret"),
                                reference -> Optional.empty()),
                        Path.of("unused"))
                .open(declared(name, connector, Map.of("auth", auth)));
    }

    /** A write into a deal that there is not: refused, which tells the limit like any answer. */
    private static Action deal(int number) {
        Action bare =
                action("crm", "deal/" + number, ActionKind.WRITE_BACK, "crm:opportunity:" + number);
        return new Action(
                bare.key(),
                bare.system(),
                bare.kind(),
                bare.naturalKey(),
                Map.of("type", "opportunity", "id", "006000000000001AAA", "status", "ACTIVE"),
                bare.dependsOn(),
                bare.atStake(),
                bare.due());
    }

    private static Action customer(int number) {
        String key = "crm:account:" + number;
        Action bare = action("erp", "customer/" + number, ActionKind.CREATE_CUSTOMER, key);
        return new Action(
                bare.key(),
                bare.system(),
                bare.kind(),
                bare.naturalKey(),
                Map.of(
                        "reference",
                        key,
                        "name",
                        "Customer " + number,
                        "country",
                        "DE",
                        "entity",
                        "DE01"),
                bare.dependsOn(),
                bare.atStake(),
                bare.due());
    }

    private static Action back(int number) {
        return action("crm", "back/" + number, ActionKind.WRITE_BACK, "crm:opportunity:" + number);
    }

    private LaneView view(String system) {
        return dispatch.lanes().stream()
                .filter(lane -> lane.system().equals(system))
                .findFirst()
                .orElseThrow();
    }

    private Lanes started(Map<String, Connector> connectors, SystemDeclaration... systems) {
        Lanes lanes =
                new Lanes(
                        SharedDatabase.dataSource(),
                        table,
                        partition -> true,
                        () -> Instant.now().plus(ahead));
        dispatch = lanes.open(List.of(systems), connectors);
        table.telling(dispatch);
        dispatch.start();
        return lanes;
    }

    private static SystemDeclaration declared(String name, Map<String, Object> settings) {
        return declared(name, "test", settings);
    }

    private static SystemDeclaration declared(
            String name, String connector, Map<String, Object> settings) {
        return new SystemDeclaration(
                name,
                Release.Role.ERP,
                connector,
                SystemDeclaration.Mode.LIVE,
                List.of(),
                List.of(),
                List.of(),
                "somebody",
                settings);
    }

    private static void until(BooleanSupplier fact) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
