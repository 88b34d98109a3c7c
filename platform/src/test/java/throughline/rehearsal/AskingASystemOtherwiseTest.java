package throughline.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.align.ActionOutcome;
import throughline.rehearsal.Difference.Fate;
import throughline.releases.AppliedReleases;
import throughline.releases.KeptRelease;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.ReleaseStore;
import throughline.releases.Releases;
import throughline.releases.Signature;
import throughline.server.FirmOnPaper;

/**
 * The way from what is desired to the vendor's request is changed: no figure moves, and documents
 * are asked for in other words. A rehearsal that said nothing of them would be believed.
 */
class AskingASystemOtherwiseTest {

    private static final Signature ANN = Signature.of("ann");
    private static final String PSA = "systems/psa.yaml";
    private static final String DESCRIBED =
            """
            name: psa
            role: psa
            connector: http
            mode: live
            owner: delivery-operations
            endpoint: https://psa.example
            auth: {kind: api-key, header: X-Token, apiKey: "${env:PSA_API_KEY}"}
            limits: {concurrency: 2}
            writes: [CREATE_PROJECT]
            actions:
              CREATE_PROJECT:
                find:
                  get: /projects
                  query: {reference: action.naturalKey}
                  records: answer.items
                steps:
                  - name: made
                    when: found == null
                    post: /projects
                    body: {title: body.name, reference: action.naturalKey}
                id: text(record.id)
            sources:
              - kind: webhook
                typeFrom: type
                idFrom: id
                recordFrom: record
                secret: ${env:WEBHOOK_SECRET}
            """;

    private FirmOnPaper firm;
    private String deal;

    @BeforeEach
    void a_deal_whose_project_is_asked_for(@TempDir Path folder) throws IOException {
        Path landscape = folder.resolve("landscape");
        LandscapeFiles.in(Landscapes.folder("consulting"))
                .files()
                .forEach((name, bytes) -> write(landscape.resolve(name), bytes));
        write(landscape.resolve(PSA), DESCRIBED.getBytes(StandardCharsets.UTF_8));
        firm = FirmOnPaper.in(folder.resolve("home"), landscape, InstantSource.system());
        firm.customer("001G", "Nordwind AG", "DE811569869");
        deal = firm.won("006A", "A year of running", "001G", 40_000, "005A");
        firm.write(deal, "CREATE_PROJECT");
    }

    @AfterEach
    void stop() {
        firm.close();
    }

    @Test
    void documents_are_told_that_say_the_same_in_other_words() throws Exception {
        KeptRelease next = drafted("title: body.name", "title: \"'Project ' + body.name\"");
        Rehearsal open = rehearsed(next);
        assertThat(writes(open))
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.kind()).isEqualTo("CREATE_PROJECT");
                            assertThat(each.fate()).isEqualTo(Fate.REWORDED);
                            assertThat(each.says())
                                    .isEqualTo("the same, asked of psa in other words");
                        });
        assertThat(atOnce(open))
                .as("what has not left the house goes in the new words at once")
                .extracting(Difference.Write::fate)
                .containsExactly(Fate.REWORDED);

        firm.ended(
                deal,
                firm.write(deal, "CREATE_PROJECT"),
                new ActionOutcome.Confirmed("P-1", Map.of()));
        Rehearsal sent = rehearsed(next);
        assertThat(writes(sent)).extracting(Difference.Write::fate).containsExactly(Fate.AMENDED);
        assertThat(atOnce(sent)).as("what was sent stays as it was sent").isEmpty();
        assertThat(new Findings(database(), sent.number()).engagements()).isOne();
    }

    @Test
    void nothing_is_told_where_the_request_stays_what_it_was() throws Exception {
        assertThat(writes(rehearsed(drafted("concurrency: 2", "concurrency: 3")))).isEmpty();
        assertThat(
                        writes(
                                rehearsed(
                                        drafted(
                                                "body: {title: body.name, reference:"
                                                        + " action.naturalKey}",
                                                "body: {reference: action . naturalKey, title:"
                                                        + " body.name}"))))
                .as("keys in another order, and blanks")
                .isEmpty();
        assertThat(writes(rehearsed(drafted("name: made", "name: created"))))
                .as("a step of another name")
                .isEmpty();
        assertThat(
                        writes(
                                rehearsed(
                                        drafted(
                                                "limits: {concurrency: 2}",
                                                "limits: {concurrency: 2}\nvalues: {tax: 1}"))))
                .as("a constant that no request reads")
                .isEmpty();
        KeptRelease inForce = new ReleaseStore(database()).find(inForce()).orElseThrow();
        assertThat(writes(rehearsed(inForce))).isEmpty();
    }

    @Test
    void another_way_to_recognize_what_is_there_is_told_of_what_may_be_made_twice()
            throws Exception {
        KeptRelease next = drafted("query: {reference:", "query: {ref:");
        Rehearsal open = rehearsed(next);
        assertThat(writes(open))
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.fate()).isEqualTo(Fate.REWORDED);
                            assertThat(each.says())
                                    .isEqualTo(
                                            "the same, and whether psa has it is known in another"
                                                    + " way: where that is wrong, it is made twice,"
                                                    + " or not at all");
                        });
        assertThat(atOnce(open)).hasSize(1);
        firm.ended(
                deal,
                firm.write(deal, "CREATE_PROJECT"),
                new ActionOutcome.Confirmed("P-1", Map.of()));
        assertThat(writes(rehearsed(next))).as("nobody looks for it any more").isEmpty();
    }

    @Test
    void what_waits_stays_in_the_house_when_a_system_goes_into_shadow() throws Exception {
        assertThat(writes(rehearsed(drafted("mode: live", "mode: shadow"))))
                .extracting(Difference.Write::fate)
                .containsExactly(Fate.WITHDRAWN);
    }

    @Test
    void a_sample_tells_those_of_its_engagements_only() throws Exception {
        KeptRelease next = drafted("title: body.name", "title: \"'Project ' + body.name\"");
        Rehearsal elsewhere = rehearsed(next, Scope.of("100", "americas"));
        assertThat(writes(elsewhere)).isEmpty();
        assertThat(writes(rehearsed(next, Scope.of("100", "europe")))).hasSize(1);
    }

    private DataSource database() {
        return firm.server().installation().dataSource();
    }

    private String inForce() {
        return new ReleaseStore(database()).inForce().orElseThrow().release();
    }

    private Rehearsal rehearsed(KeptRelease release) throws InterruptedException {
        return rehearsed(release, Scope.WHOLE);
    }

    private Rehearsal rehearsed(KeptRelease release, Scope scope) throws InterruptedException {
        return new Rehearsals(database(), InstantSource.system())
                .rehearse(release, scope, ANN, Rehearsals.Watcher.NOBODY);
    }

    private List<Difference.Write> writes(Rehearsal rehearsal) {
        return new Findings(database(), rehearsal.number())
                .eachWrite(100).stream().map(Findings.OneWrite::write).toList();
    }

    private List<Difference.Write> atOnce(Rehearsal rehearsal) {
        return new AtOnce(database(), InstantSource.system())
                .of(rehearsal, 100).differences().stream()
                        .flatMap(each -> each.writes().stream())
                        .toList();
    }

    private KeptRelease drafted(String old, String next) {
        LandscapeFiles inForce = new AppliedReleases(database()).filesInForce().orElseThrow();
        SortedMap<String, byte[]> files = new TreeMap<>(inForce.files());
        assertThat(DESCRIBED).contains(old);
        files.put(PSA, DESCRIBED.replace(old, next).getBytes(StandardCharsets.UTF_8));
        return switch (Releases.read(new LandscapeFiles(files))) {
            case ReadResult.Released released ->
                    new ReleaseStore(database())
                            .draft(released, ANN, "why", InstantSource.system().instant());
            case ReadResult.Faulty faulty -> throw new AssertionError(faulty.sentences());
        };
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
