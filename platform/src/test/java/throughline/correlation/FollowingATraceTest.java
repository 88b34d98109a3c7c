package throughline.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FollowingATraceTest {

    /** The example of W3C Trace Context. */
    private static final String GIVEN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void the_id_of_the_sender_is_ours_and_is_told_on_from_a_step_of_our_own() {
        Trace trace = Trace.parsed(GIVEN).orElseThrow();

        assertThat(trace).hasToString(ID);
        assertThat(trace.id()).isEqualTo(UUID.fromString("4bf92f35-77b3-4da6-a3ce-929d0e0e4736"));
        assertThat(trace.parent("a write"))
                .matches("00-" + ID + "-[0-9a-f]{16}-01")
                .isEqualTo(trace.parent("a write"))
                .isNotEqualTo(trace.parent("another"))
                .doesNotContain("00f067aa0ba902b7");
        assertThat(Trace.parsed(trace.parent("a write"))).contains(trace);
    }

    @Test
    void what_the_specification_calls_no_trace_is_none() {
        assertThat(
                        List.of(
                                "",
                                "none",
                                GIVEN.toUpperCase(java.util.Locale.ROOT),
                                GIVEN.replace("00-4", "ff-4"),
                                GIVEN + "-more",
                                GIVEN.substring(1),
                                "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01",
                                "00-" + ID + "-" + "0".repeat(16) + "-01"))
                .allSatisfy(each -> assertThat(Trace.parsed(each)).as(each).isEmpty());
        assertThat(Trace.parsed(null)).isEmpty();
        assertThat(Trace.parsed("cc-" + GIVEN.substring(3) + "-what-comes-later")).isPresent();
    }

    @Test
    void every_line_that_is_logged_for_a_trace_names_it_and_others_name_none() throws Exception {
        Trace trace = Trace.parsed(GIVEN).orElseThrow();
        List<String> lines = new ArrayList<>();
        lines.add(line());
        trace.during(
                () -> {
                    assertThat(Trace.current()).contains(trace);
                    lines.add(line());
                });
        lines.add(line());

        assertThat(lines.get(1)).endsWith("erp is away " + ID + "\n");
        assertThat(lines.getFirst()).endsWith("erp is away\n");
        assertThat(lines.getLast()).endsWith("erp is away\n");
        assertThat(Trace.current()).isEqualTo(Optional.empty());
    }

    /** A line as our own configuration lays it out. */
    private static String line() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(pattern());
        layout.start();
        LoggingEvent event =
                new LoggingEvent(
                        "here", context.getLogger("lane"), Level.WARN, "erp is away", null, null);
        return layout.doLayout(event);
    }

    private static String pattern() {
        try (var configured = FollowingATraceTest.class.getResourceAsStream("/logback.xml")) {
            String text =
                    new String(
                            Objects.requireNonNull(configured).readAllBytes(),
                            StandardCharsets.UTF_8);
            Matcher pattern = Pattern.compile("<pattern>(.*)</pattern>").matcher(text);
            assertThat(pattern.find()).isTrue();
            return pattern.group(1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
