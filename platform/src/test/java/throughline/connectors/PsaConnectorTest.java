package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.twins.Twin;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

class PsaConnectorTest extends RemoteConnectorContractTest {

    private static final Map<String, Object> SETTINGS =
            Map.of(
                    "auth",
                    Map.of("apiKey", "given:psa"),
                    "timeoutMillis",
                    TIMEOUT_MILLIS,
                    "settleMillis",
                    SETTLE_MILLIS,
                    "sources",
                    Samples.polls("project", "milestone"));

    private final Twins twins = Twins.start(TwinsOptions.defaults());
    private final Connector psa = opened(twins.psa().url(), "psa-twin-key");
    private final TwinClient person =
            new TwinClient(twins.psa().url(), "X-Api-Key", "psa-twin-key");

    @Override
    final Connector opened(String url, String key) {
        return new Connectors(
                        new Endpoints(Map.of("psa", URI.create(url))),
                        Secrets.given(Map.of("given:psa", key), reference -> Optional.empty()),
                        Path.of("unused"))
                .open(Samples.system("psa", "psa-rest", SETTINGS));
    }

    @AfterAll
    void end() {
        psa.close();
        twins.close();
    }

    @Override
    Connector connector() {
        return psa;
    }

    @Override
    String secret() {
        return "psa-twin-key";
    }

    @Override
    Twin twin() {
        return twins.psa();
    }

    @Override
    Action action(ActionKind kind, int number) {
        String deal = "crm:opportunity:" + number;
        if (kind == ActionKind.UPDATE_PROJECT) {
            Answer made =
                    psa.write(
                            Samples.planned("psa", ActionKind.CREATE_PROJECT, deal, "crm:account"),
                            "k" + number);
            String id = ((Answer.Confirmed) made).externalId();
            return Samples.action(
                    "psa", kind, deal, Map.of("id", id, "fields", Map.of("name", "Renamed")));
        }
        return Samples.planned("psa", kind, deal, "crm:account:" + number);
    }

    @Override
    int held(Action action) {
        String name = action.kind() == ActionKind.UPDATE_PROJECT ? "Renamed" : "Claims platform";
        return (int)
                projects(action).stream().filter(each -> name.equals(each.get("name"))).count();
    }

    private List<Map<String, Object>> projects(Action action) {
        return Json.objects(
                person.get("/api/v1/projects?externalKey=" + Request.escaped(action.naturalKey())),
                "items");
    }

    @Override
    Map<ActionKind, List<String>> operations() {
        return Map.of(ActionKind.CREATE_PROJECT, List.of("POST .*/projects$"));
    }

    @Override
    String polledOperation() {
        return "GET ";
    }

    @Test
    void a_project_carries_our_key_its_last_day_and_its_milestones() {
        Action project = next(ActionKind.CREATE_PROJECT);
        psa.write(project, "k");

        Map<String, Object> made = projects(project).getFirst();
        assertThat(made)
                .containsEntry("name", "Claims platform")
                .containsEntry("startsOn", "2026-03-09")
                .containsEntry("endsOn", "2026-09-30");
        Page milestones = psa.read("milestone", Watermark.START);
        assertThat(milestones.records())
                .anySatisfy(
                        raw ->
                                assertThat(Json.object(raw.body()).orElseThrow())
                                        .containsEntry("projectId", made.get("id"))
                                        .containsEntry("externalKey", "M1"));
    }

    @Test
    void reads_only_what_changed_since() {
        psa.write(next(ActionKind.CREATE_PROJECT), "k");
        Watermark before = psa.read("project", Watermark.START).next();
        Action later = next(ActionKind.CREATE_PROJECT);
        psa.write(later, "k");

        List<String> keys =
                psa.read("project", before).records().stream()
                        .map(raw -> Json.object(raw.body()).orElseThrow())
                        .map(body -> Json.text(body, "externalKey").orElse(""))
                        .toList();
        assertThat(keys).contains(later.naturalKey()).hasSizeLessThanOrEqualTo(2);
    }
}
