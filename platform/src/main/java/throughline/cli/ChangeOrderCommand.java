package throughline.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import throughline.cli.CommandFailure.Exit;
import throughline.decisions.ChangeRows;
import throughline.desk.ChangeDesk;
import throughline.desk.Comparison;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engine.Decisions;
import throughline.journal.EngagementStore;
import throughline.landscape.Release;
import throughline.releases.AppliedReleases;

/** The change-order desk: one change in every way in which it could count. */
@Command(
        name = "change-order",
        description =
                "Shows what a change order would do to revenue by each accounting treatment, by"
                        + " period, with the facts that decide.")
final class ChangeOrderCommand extends InstallationCommand {

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "The engagement, or any record or document of it.")
    private String id = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ORDER",
            description = "The change order's number or record; without it all are listed.")
    private @Nullable String order;

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            String name = EngagementNames.find(JdbcClient.create(home.database()), id);
            Engagement state = state(home, new EngagementId(name));
            String asked = order;
            print(asked == null ? list(state) : compared(home, state, asked));
        }
        return 0;
    }

    private static Engagement state(OpenedHome home, EngagementId id) {
        try (Connection connection = home.database().getConnection()) {
            return EngagementStore.find(connection, id).orElseGet(() -> Engagement.empty(id));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read " + id, e);
        }
    }

    private static Answer list(Engagement state) {
        List<Map<String, @Nullable Object>> rows = ChangeRows.orders(state);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("engagement", state.id().toString());
        json.put("orders", rows);
        List<String> remarks =
                rows.isEmpty() ? List.of("No change order is known.") : List.<String>of();
        return new Answer(json, rows, remarks);
    }

    private static Answer compared(OpenedHome home, Engagement state, String order) {
        Release release =
                new AppliedReleases(home.database())
                        .inForce()
                        .orElseGet(
                                () -> SoundLandscape.read(home.landscape().required()).release());
        Comparison comparison =
                new ChangeDesk(
                                release,
                                Decisions.periods(home.database(), () -> release),
                                Instant.now())
                        .compare(state, order)
                        .orElseThrow(() -> unknown(state, order));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(ChangeRows.revenue(comparison));
        rows.addAll(ChangeRows.billing(comparison));
        return new Answer(ChangeRows.compared(state, comparison), rows, remarks(comparison));
    }

    private static CommandFailure unknown(Engagement state, String order) {
        return new CommandFailure(
                Exit.USAGE,
                "change-order-unknown",
                ("Cannot compare change order %s: %s knows no such order, or has no contract yet."
                                + " List its orders with: throughline change-order %s")
                        .formatted(order, state.id(), state.id()));
    }

    private static String told(Map<String, String> facts) {
        return new TreeMap<>(facts)
                .entrySet().stream()
                        .map(fact -> fact.getKey() + " " + fact.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static List<String> remarks(Comparison comparison) {
        List<String> remarks = new ArrayList<>();
        for (Comparison.Deciding line : comparison.lines()) {
            remarks.add(
                    "Line %s counts as %s by its facts: %s."
                            .formatted(line.line(), line.byFacts().word(), told(line.facts())));
        }
        comparison.courses().stream()
                .flatMap(course -> course.refusal().stream())
                .distinct()
                .forEach(remarks::add);
        remarks.add(
                ("Amounts in %s are what was recognized and what the calendar alone will bring;"
                                + " work and acceptance still to come are in none of them.")
                        .formatted(comparison.currency().getCode()));
        return remarks;
    }
}
