package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import throughline.landscape.Lookup;
import throughline.landscape.Mapping;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.Translation;
import throughline.landscape.build.Defect;
import throughline.landscape.build.GoldenCase;
import throughline.observed.CanonicalRecord;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.Releases;

/** The files that the guide asks for connect the system that the guide describes. */
class FollowingTheSystemGuideTest {

    private static final Path ROOT = Path.of(System.getProperty("throughline.root", ".."));
    private static final Pattern FILE =
            Pattern.compile(
                    "`((?:systems|mappings|tests)/[a-z.-]+)`:\n\n```yaml\n(.*?)```",
                    Pattern.DOTALL);
    private static final Pattern ANSWER = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMPLAINT = Pattern.compile("```\n(systems/.*?)\n```");

    private final String guide = read(ROOT.resolve("docs/guides/add-a-system.md"));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean inTrouble;
    private final HttpServer clockwork = started();

    @AfterEach
    void end() {
        clockwork.stop(0);
    }

    @Test
    void what_the_guide_writes_is_a_release_whose_examples_hold() {
        ReadResult result = Releases.read(files(""));

        if (result instanceof ReadResult.Faulty faulty) {
            assertThat(faulty.sentences()).isEmpty();
        }
        assertThat(((ReadResult.Released) result).verdicts())
                .filteredOn(each -> each.golden().place().file().equals("tests/clockwork.yaml"))
                .hasSize(1)
                .allMatch(GoldenCase.Verdict::passed);
    }

    @Test
    void the_mistake_of_the_guide_is_told_as_the_guide_says() {
        ReadResult.Faulty faulty =
                (ReadResult.Faulty) Releases.read(files("systems/clockwork.yaml"));
        Matcher complaint = COMPLAINT.matcher(guide);
        assertThat(complaint.find()).isTrue();

        assertThat(faulty.defects())
                .extracting(Defect::toString)
                .anyMatch(line -> line.startsWith(complaint.group(1)));
    }

    @Test
    void the_system_is_polled_and_what_it_says_is_time_that_was_worked() {
        try (Connector connector = opened()) {
            List<Page.Raw> entries = Recording.all(connector, "entry", Watermark.START);

            assertThat(entries).extracting(Page.Raw::id).containsExactly("88120", "88121");
            assertThat(entries).map(this::translated).allMatch(each -> each.billable());
            assertThat(translated(entries.getFirst()).hours()).isEqualByComparingTo("7.5");
            assertThat(asked).allMatch(each -> each.startsWith("the key "));
        }
    }

    @Test
    void the_next_poll_asks_from_the_newest_change_by_the_account_s_clock() {
        try (Connector connector = opened()) {
            Watermark seen = connector.read("entry", Watermark.START).next();
            assertThat(seen.text()).isEqualTo("2026-03-16T08:05:00Z");
            connector.read("entry", seen);

            assertThat(asked.getLast()).contains("changed_from=2026-03-16%2009%3A00%3A00");
        }
    }

    @Test
    void an_error_under_200_is_told_and_nothing_is_taken_for_read() {
        inTrouble = true;
        try (Connector connector = opened()) {
            assertThatThrownBy(() -> connector.read("entry", Watermark.START))
                    .hasMessageContaining("the database is being moved");
        }
    }

    private CanonicalRecord.TimeEntry translated(Page.Raw raw) {
        Mapping mapping =
                ((ReadResult.Released) Releases.read(files("")))
                        .release().mappings().stream()
                                .filter(each -> each.system().equals("clockwork"))
                                .findFirst()
                                .orElseThrow();
        Translation translation =
                mapping.translate(Json.object(raw.body()).orElseThrow(), Lookup.empty());
        return (CanonicalRecord.TimeEntry) ((Translation.Translated) translation).record();
    }

    private Connector opened() {
        SystemDeclaration declared =
                ((ReadResult.Released) Releases.read(files("")))
                        .release().systems().stream()
                                .filter(each -> each.name().equals("clockwork"))
                                .findFirst()
                                .orElseThrow();
        URI there = URI.create("http://127.0.0.1:" + clockwork.getAddress().getPort());
        return new Connectors(
                        new Endpoints(Map.of("clockwork", there)),
                        Secrets.given(
                                Map.of("env:CLOCKWORK_KEY", "the key"), name -> Optional.empty()),
                        Path.of("unused"))
                .open(declared);
    }

    /** The consulting landscape with what the guide adds; with its mistake in a named file. */
    private LandscapeFiles files(String mistaken) {
        TreeMap<String, byte[]> files =
                new TreeMap<>(LandscapeFiles.in(ROOT.resolve("landscapes/consulting")).files());
        int before = files.size();
        Matcher found = FILE.matcher(guide);
        while (found.find()) {
            String text =
                    found.group(1).equals(mistaken)
                            ? found.group(2).replace("    items:", "    itmes:")
                            : found.group(2);
            files.put(found.group(1), text.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(files).hasSize(before + 3);
        return new LandscapeFiles(files);
    }

    private HttpServer started() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Matcher answer = ANSWER.matcher(guide);
            assertThat(answer.find()).isTrue();
            server.createContext(
                    "/api/entries",
                    exchange -> {
                        asked.add(
                                exchange.getRequestHeaders().getFirst("X-Token")
                                        + " "
                                        + exchange.getRequestURI());
                        byte[] body =
                                (inTrouble
                                                ? "{\"problem\":\"the database is being moved\"}"
                                                : answer.group(1))
                                        .getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
            server.start();
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
