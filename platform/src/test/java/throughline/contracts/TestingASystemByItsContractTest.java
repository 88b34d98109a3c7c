package throughline.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import throughline.connectors.Connector;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.connectors.Page;
import throughline.connectors.Secrets;
import throughline.connectors.Watermark;
import throughline.journal.RawJson;
import throughline.landscape.Release;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.Releases;
import throughline.twins.FirmLife;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

/** A simulated PSA over HTTP stands for the vendor's sandbox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TestingASystemByItsContractTest {

    private static final Path CONSULTING =
            Path.of(System.getProperty("throughline.root", ".."), "landscapes/consulting");

    private final Twins twins = Twins.start(TwinsOptions.defaults());
    private String learned = "";

    @BeforeAll
    void some_months_go_by_and_what_the_psa_sends_is_learned() {
        new FirmLife(twins, 7).history(LocalDate.parse("2026-06-15"), 3, 4);
        Learning learning = new Learning();
        try (Connector psa = connector(twins.psa().url())) {
            for (String type : List.of("person", "project", "time-card")) {
                for (Page.Raw each : psa.read(type, Watermark.START).records()) {
                    learning.see(
                            type,
                            Instant.parse("2026-06-15T00:00:00Z"),
                            RawJson.object(each.body()));
                }
            }
        }
        learned = PrettyJson.of(learning.contract("psa"));
        assertThat(learning.seen()).containsKeys("person");
    }

    @AfterAll
    void end() {
        twins.close();
    }

    private static Connector connector(String url) {
        return new Connectors(
                        new Endpoints(Map.of("psa", URI.create(url))),
                        Secrets.given(
                                Map.of("env:PSA_API_KEY", "psa-twin-key"),
                                reference -> Optional.empty()),
                        Path.of("unused"))
                .open(
                        Releases.sound(CONSULTING).systems().stream()
                                .filter(each -> each.name().equals("psa"))
                                .findFirst()
                                .orElseThrow());
    }

    private static ReadResult.Released landscape(String contract, String recordings) {
        TreeMap<String, byte[]> files = new TreeMap<>(LandscapeFiles.in(CONSULTING).files());
        files.put("contracts/psa.json", contract.getBytes(StandardCharsets.UTF_8));
        String system =
                new String(
                        files.getOrDefault("systems/psa.yaml", new byte[0]),
                        StandardCharsets.UTF_8);
        files.put(
                "systems/psa.yaml",
                (system + "\ncontract: {file: contracts/psa.json}\n")
                        .getBytes(StandardCharsets.UTF_8));
        if (!recordings.isEmpty()) {
            files.put("recordings/psa.yaml", recordings.getBytes(StandardCharsets.UTF_8));
        }
        ReadResult result = Releases.read(new LandscapeFiles(files));
        if (result instanceof ReadResult.Faulty faulty) {
            assertThat(faulty.sentences()).isEmpty();
        }
        return (ReadResult.Released) result;
    }

    private static ContractTest.Checked of(List<ContractTest.Checked> checks, String type) {
        return checks.stream().filter(each -> each.type().equals(type)).findFirst().orElseThrow();
    }

    @Test
    void what_it_answers_as_declared_is_verified_and_what_nobody_declared_is_not() {
        Release release = landscape(learned, "").release();
        List<ContractTest.Checked> checks =
                new ContractTest(release, "psa").live(connector(twins.psa().url()));
        assertThat(of(checks, "person").why()).isEmpty();
        assertThat(of(checks, "person").verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(of(checks, "person").records()).isPositive();
        assertThat(of(checks, "usage-report").verdict()).isEqualTo(Verdict.UNVERIFIED);
    }

    @Test
    void a_system_that_is_away_is_unverified_and_not_broken() {
        Release release = landscape(learned, "").release();
        List<ContractTest.Checked> checks =
                new ContractTest(release, "psa").live(connector("http://127.0.0.1:9"));
        assertThat(checks).allMatch(each -> each.verdict() == Verdict.UNVERIFIED);
        assertThat(of(checks, "person").why()).startsWith("it could not be asked");
    }

    @Test
    void what_it_answers_otherwise_is_broken() {
        String text = "\"id\": {\"type\":\"string\"";
        String other = learned.replace(text, text.replace("string", "integer"));
        assertThat(other).isNotEqualTo(learned);
        List<ContractTest.Checked> checks =
                new ContractTest(landscape(other, "").release(), "psa")
                        .live(connector(twins.psa().url()));
        assertThat(of(checks, "person").verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(of(checks, "person").why()).contains("id is text where the contract says");
    }

    @Test
    void recordings_are_held_against_contract_and_mapping() {
        ReadResult.Released landscape =
                landscape(
                        "{\"$defs\": {\"person\": {\"required\": [\"id\", \"name\"],"
                                + " \"properties\": {\"id\": {\"type\": \"string\"},"
                                + " \"name\": {\"type\": \"string\"}}}}}",
                        """
                        - name: two people
                          type: person
                          request: GET /persons
                          items: records
                          answer: {records: [{id: "1", name: Ann}, {id: "2", name: 7}]}
                        - name: nobody
                          type: person
                          items: records
                          answer: {records: []}
                        """);
        List<ContractTest.Checked> checks =
                new ContractTest(landscape.release(), "psa").recorded(landscape.files());
        assertThat(checks)
                .filteredOn(each -> each.type().equals("person"))
                .extracting(ContractTest.Checked::verdict)
                .containsExactly(Verdict.BROKEN, Verdict.UNVERIFIED);
        assertThat(of(checks, "person").why())
                .contains("name is whole number where the contract says text");
        assertThat(of(checks, "project").verdict()).isEqualTo(Verdict.UNVERIFIED);
        assertThat(Verdict.worst(List.of())).isEqualTo(Verdict.UNVERIFIED);
    }
}
