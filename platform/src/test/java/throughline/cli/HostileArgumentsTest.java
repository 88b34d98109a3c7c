package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.hostile.Footprint;
import throughline.hostile.HostileTexts;
import throughline.server.FirmOnPaper;

/**
 * Every command, also those that come, with something absurd in every place: it is taken as the
 * text that it is, or refused in a sentence with a code that is documented.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileArgumentsTest {

    private static final List<String> TEXTS =
            Stream.concat(
                            HostileTexts.ALL.stream(),
                            Stream.of(
                                    " ",
                                    "0",
                                    "2026-02-30",
                                    "9223372036854775808",
                                    "\u001b[2J\u202E",
                                    "%s%n",
                                    "--",
                                    "@/etc/hostname",
                                    "x".repeat(1 << 20)))
                    .toList();
    private static final int TEXTS_PER_PLACE = 3;
    private static final List<String> FORMATS = List.of("json", "table", "csv");

    @TempDir static Path folder;

    private FirmOnPaper firm;
    private Path home;
    private String deal;
    private String release;
    private ArgumentPlaces places;
    private List<String> paths;

    @BeforeAll
    void start() throws Exception {
        home = folder.resolve("home");
        firm = FirmOnPaper.in(home);
        firm.customer("001B", "Ohne Steuer GmbH", "");
        deal = firm.won("006E", "\\u001b[31mRed\\u202E deal", "001B", 10_000, "005A");
        release = firm.database().sql("select id from release").query(String.class).single();
        String landscape = CommandRun.landscape("consulting").toString();
        assertThat(CommandRun.json(home, "engagements", "--landscape", landscape).exit()).isZero();
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path nowhere = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
        Path binary = Files.write(folder.resolve("bin.csv"), new byte[] {0, 1, 2, (byte) 0xff});
        paths =
                Stream.of(empty, nowhere, binary, home, unreadable(), Path.of("/dev/null"))
                        .map(Path::toString)
                        .toList();
        places =
                new ArgumentPlaces(
                        Map.of(
                                "ID", deal,
                                "NUMBER|ID", deal,
                                "RELEASE", release,
                                "NUMBER", "1",
                                "SYSTEM:TYPE", "crm:User",
                                "SYSTEM", "crm",
                                "METRIC", "bookings",
                                "METRIC_OR_ID", "bookings"),
                        List.of("--landscape", nowhere.toString()));
    }

    /** Nobody reads it from its beginning, whatever he may do otherwise. */
    private static Path unreadable() {
        return Path.of("/proc/self/mem");
    }

    @AfterAll
    void stop() {
        firm.close();
    }

    @Test
    void whatever_stands_in_any_place_is_told_apart_and_changes_nothing_when_it_is_refused() {
        List<String> faults = new ArrayList<>();
        int number = 0;
        Footprint before = Footprint.of(firm.database());
        for (ArgumentPlaces.Place place : places.all()) {
            for (String text : texts(place, number)) {
                String format = FORMATS.get(number++ % FORMATS.size());
                List<String> asked = places.asked(place, text, common(format));
                CommandRun run = CommandRun.of(asked.toArray(String[]::new));
                List<String> wrong = new ArrayList<>(new ToldFault(format, run).faults());
                Footprint after = Footprint.of(firm.database());
                if (!run.err().isEmpty()) {
                    wrong.addAll(after.changedSince(before));
                }
                before = after;
                wrong.forEach(each -> faults.add(shown(asked, run) + each));
            }
        }
        assertThat(faults).isEmpty();
        assertThat(number).isGreaterThan(600);
    }

    /** Texts by turns where any can be meant, and all of them where most are none. */
    private List<String> texts(ArgumentPlaces.Place place, int number) {
        if (!place.isFile() && !place.isText()) {
            return TEXTS;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS_PER_PLACE; i++) {
            texts.add(TEXTS.get((number + i) % TEXTS.size()));
        }
        if (!place.isFile()) {
            return texts;
        }
        if (place.command().name().equals("export")) {
            // It would make whatever folder is named, and fill an empty one.
            return paths.subList(1, paths.size());
        }
        paths.forEach(each -> texts.add(place.beforeFile() + each));
        return texts;
    }

    private static String shown(List<String> asked, CommandRun run) {
        String all = String.join("|", asked).replace("\0", "NUL").replace("\u001b", "ESC");
        return all.substring(0, Math.min(200, all.length())) + " -> " + run.exit() + " ";
    }

    private List<String> common(String format) {
        return List.of("--home", home.toString(), "--format", format);
    }

    /** An external database may be away; nothing else that is asked for may. */
    @ParameterizedTest
    @ValueSource(strings = {"--home", "--landscape", "--database", "--format"})
    void whatever_stands_in_an_option_of_all_commands_is_told(String option) {
        Footprint before = Footprint.of(firm.database());
        List<String> faults = new ArrayList<>();
        for (String text : Stream.concat(TEXTS.stream(), paths.stream()).toList()) {
            List<String> asked = new ArrayList<>(List.of("engagements"));
            if (!option.equals("--home")) {
                asked.addAll(List.of("--home", home.toString()));
            }
            asked.addAll(List.of(option, text));
            CommandRun run = CommandRun.of(asked.toArray(String[]::new));
            boolean away = option.equals("--database") && run.exit() == 3;
            ToldFault told = new ToldFault("table", run);
            (away ? told.wording() : told.faults())
                    .forEach(each -> faults.add(shown(asked, run) + each));
        }
        assertThat(faults).isEmpty();
        assertThat(Footprint.of(firm.database()).changedSince(before)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "show nobody, 2, unknown-engagement",
                "show RELEASE --limit 0, 2, wrong-usage",
                "rehearsal show 99999999999999999999, 2, wrong-usage",
                "rehearsal show -1, 2, unknown-rehearsal",
                "releases show EMPTY, 2, unknown-release",
                "releases show 0000, 2, unknown-release",
                "releases show RELEASE --format xml, 2, wrong-usage",
                "releases export RELEASE FILE, 2, no-folder",
                "releases export RELEASE LINK, 2, no-folder",
                "releases export RELEASE HOME, 2, folder-not-empty",
                "releases rebase RELEASE --as nobody, 1, unknown-person",
                "rollback, 1, never-in-force",
                "rollback ffffffff, 2, unknown-release",
                "rollback RELEASE --now, 1, never-in-force",
                "apply EMPTY, 2, unknown-release",
                "apply FOLDER, 1, unsound-landscape",
                "apply RELEASE, 1, already-in-force",
                "demo --landscape LINK, 2, no-landscape",
                "demo --port -1, 2, wrong-usage",
                "demo --port 65536, 2, wrong-usage",
                "demo --for -5s, 2, wrong-usage",
                "demo --for 99999999999999h, 2, wrong-usage",
                "demo --headless --seed 1e9, 2, wrong-usage",
                "serve --port -1, 2, wrong-usage",
                "serve --environment EMPTY --landscape LINK, 2, no-landscape",
                "rehearse EMPTY, 2, unknown-release",
                "rehearse HOME, 1, unsound-landscape",
                "rehearse --sample 2147483648, 2, wrong-usage",
                "plan --landscape EMPTY, 2, wrong-usage",
                "plan --against UNREADABLE, 1, unsound-landscape",
                "plan --vendor-contract crm=FOLDER, 1, bad-contract",
                "plan --vendor-contract crm=UNREADABLE, 1, bad-contract",
                "plan --vendor-contract crm, 2, wrong-usage",
                "explain bookings --month 2026-13, 2, no-such-period",
                "explain bookings --year 99999999999, 2, no-such-period",
                "explain bookings --from 2026-02-30, 2, wrong-usage",
                "metrics bookings --until +999999999-12-31, 2, wrong-usage",
                "metrics bookings --known -1000000000-01-01T00:00:00Z, 2, wrong-usage",
                "metrics --from 2026-01-01, 2, wrong-usage",
                "load FOLDER, 1, unknown-file",
                "load LINK, 2, no-such-file",
                "people add some --unit EMPTY, 2, scope-unfit",
                "people add some --os-user LONG, 2, name-unfit",
                "people add some --subject LONG, 2, name-unfit",
                "change-order DEAL EMPTY, 2, change-order-unknown",
                "metrics --currency EUR, 2, wrong-usage",
                "people set some --active maybe, 2, wrong-usage",
                "nothing EMPTY, 2, wrong-usage"
            })
    void ends_as_it_is_documented(String line, int exit, String code) {
        List<String> asked = Arrays.stream(line.split(" ", -1)).map(this::meant).toList();
        for (String format : asked.contains("--format") ? List.of("") : List.of("json", "table")) {
            List<String> all = new ArrayList<>(asked);
            all.addAll(format.isEmpty() ? List.of() : common(format));
            CommandRun run = CommandRun.of(all.toArray(String[]::new));
            assertThat(run.exit()).as(line + run.err() + run.out()).isEqualTo(exit);
            assertThat(run.err()).as(line).contains(code);
            assertThat(new ToldFault(format, run).faults()).as(line).isEmpty();
        }
    }

    private String meant(String word) {
        return word.replace("EMPTY", "")
                .replace("LONG", "x".repeat(256))
                .replace("DEAL", deal)
                .replace("FOLDER", paths.get(0))
                .replace("LINK", paths.get(1))
                .replace("FILE", paths.get(2))
                .replace("HOME", paths.get(3))
                .replace("UNREADABLE", paths.get(4))
                .replace("RELEASE", release);
    }

    @Test
    void a_home_that_is_none_is_told_and_one_that_cannot_be_made_is_a_failure_outside() {
        CommandRun asked = CommandRun.of("engagements", "--home", paths.get(2));
        assertThat(asked.exit()).isEqualTo(2);
        assertThat(asked.err()).contains("no-installation");
        CommandRun made =
                CommandRun.of(
                        "load",
                        paths.get(2),
                        "--home",
                        paths.get(2),
                        "--landscape",
                        CommandRun.landscape("pipeline").toString());
        assertThat(made.exit()).as(made.err()).isEqualTo(3);
        assertThat(made.err())
                .contains("Cannot make the home")
                .contains("something of that name is there already. Look whether")
                .contains("[outside-failure]")
                .doesNotContain("Exception");
    }

    @Test
    void a_text_that_begins_like_a_file_of_arguments_is_a_text() {
        CommandRun added =
                CommandRun.json(home, "people", "add", "at", "--name", "@/etc/os-release");
        assertThat(added.exit()).as(added.err()).isZero();
        assertThat(added.out()).contains("@/etc/os-release");
    }

    @Test
    void an_empty_name_elsewhere_takes_away_what_was_there() {
        CommandRun.json(home, "people", "add", "once", "--os-user", "once", "--subject", "one");
        CommandRun set =
                CommandRun.json(home, "people", "set", "once", "--os-user", "", "--subject", " ");
        assertThat(set.exit()).as(set.err()).isZero();
        assertThat(set.object()).containsEntry("osUser", null).containsEntry("subject", null);
    }

    @Test
    void a_table_holds_nothing_that_a_terminal_would_obey_and_json_holds_all_of_it() {
        CommandRun table = CommandRun.of("show", deal, "--home", home.toString());
        assertThat(table.exit()).as(table.err()).isZero();
        assertThat(table.out()).contains("[31mRed").doesNotContain("\u001b", "\u202E");
        assertThat(String.valueOf(CommandRun.json(home, "show", deal).object().get("name")))
                .isEqualTo("\u001b[31mRed\u202E deal");
    }
}
