package throughline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a person may write into a landscape, or read in a violation, is in docs/reference. */
class TheReferenceNamesEverythingTest {

    private static final Path SOURCES = Path.of("src/main/java/throughline/policy");
    private static final Pattern CODE =
            Pattern.compile("(?:essential|find|Finding)\\(\\s*\"([a-z-]+)\"");

    @Test
    void every_table_and_setting_of_every_gate() throws IOException {
        String page = page();
        for (Gate gate : Gates.ALL) {
            assertThat(gate.tables()).allMatch(table -> page.contains("`" + table + "`"));
            assertThat(gate.settings()).allMatch(setting -> page.contains("`" + setting + "`"));
        }
    }

    @Test
    void every_word_that_a_policy_may_require() throws IOException {
        String page = page();
        assertThat(RequiredFields.words()).allMatch(word -> page.contains("`" + word + "`"));
    }

    @Test
    void every_code_of_a_violation() throws IOException {
        String page = page();
        SortedSet<String> codes = codes();
        assertThat(codes).hasSizeGreaterThan(40);
        assertThat(codes).allMatch(code -> page.contains("`" + code + "`"));
    }

    @Test
    void every_code_of_a_violation_can_be_named_by_a_pause_and_no_other() throws IOException {
        String page = page();
        assertThat(ExceptionCodes.ofGates()).containsAll(codes());
        assertThat(ExceptionCodes.ofGates())
                .filteredOn(code -> !code.endsWith("-incomplete"))
                .filteredOn(code -> !code.endsWith("-policy-unreadable"))
                .allMatch(code -> page.contains("`" + code + "`"));
    }

    @Test
    void every_code_of_a_contract_and_whether_anything_closes_it() throws IOException {
        SortedSet<String> ending = new TreeSet<>();
        SortedSet<String> endless = new TreeSet<>();
        String concept = Files.readString(Path.of("../docs/concepts/engagement.md"));
        String exceptions = concept.split("\n## Exceptions\n", 2)[1].split("\n## ", 2)[0];
        for (String line : exceptions.lines().filter(each -> each.startsWith("| `")).toList()) {
            String[] cells = line.split("\\|");
            Matcher code = Pattern.compile("`([a-z-]+)`").matcher(cells[1]);
            while (code.find()) {
                (cells[3].strip().equals("nothing closes it") ? endless : ending)
                        .add(code.group(1));
            }
        }
        // Raised by the running product for all engagements at once, and by no engagement.
        ending.remove("exchange-rate-missing");
        assertThat(endless).isEqualTo(ExceptionCodes.endless());
        assertThat(ending).isEqualTo(ExceptionCodes.ofContracts());
    }

    @Test
    void what_is_called_endless_is_closed_nowhere() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Matcher closed =
                        Pattern.compile("Exceptions\\.close\\(\\s*\\w+,\\s*\"([a-z-]+)")
                                .matcher(Files.readString(file));
                while (closed.find()) {
                    assertThat(ExceptionCodes.endless())
                            .as(file.toString())
                            .doesNotContain(closed.group(1));
                }
            }
        }
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/reference/gates.md"));
    }

    private static SortedSet<String> codes() throws IOException {
        SortedSet<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Matcher code = CODE.matcher(Files.readString(file));
                while (code.find()) {
                    codes.add(code.group(1));
                }
            }
        }
        return codes;
    }
}
