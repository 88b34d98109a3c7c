package throughline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.rehearsal.Compensation;
import throughline.rehearsal.CompensationStore;
import throughline.releases.Activation;
import throughline.releases.KeptRelease;
import throughline.releases.ReleaseStore;

/** Every command of the guide, in its order, on a running demonstration. */
class FollowingTheReleaseGuideTest {

    private static final Path ROOT = Path.of(System.getProperty("throughline.root", ".."));
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh( fails)?\n(.*?)^```");
    private static final String AGREE = "Agree as a second person";

    @TempDir private Path folder;

    @Test
    void what_the_guide_says_happens() throws Exception {
        List<String> chapters = chapters();
        try (RunningDemo demo = RunningDemo.start(folder)) {
            demo.awaitBilledHours();
            follow(chapters.get(1));
            String unsound = follow(chapters.get(2)).getFirst();
            assertThat(unsound).contains("golden-case", "has another answer", "300.00");
            String plan = all(chapters.get(2));
            assertThat(plan).contains("tables/rate-card", "checked", "POST_INVOICE lines");
            assertThat(plan).contains("lower(raw.LeadSource), not raw.LeadSource");
            assertThat(plan).contains("out-of-scope, not export", "engagements went through it");
            assertThat(all(chapters.get(4))).contains("finished");
            String refused = follow(chapters.get(5)).getFirst();
            assertThat(refused).contains("Somebody other than", "must agree");
            KeptRelease next = demo.newest();
            agree(demo, next, chapters.get(5));

            String first = all(chapters.get(6).substring(0, split(chapters.get(6))));
            assertThat(first).contains("staged", "europe");
            // Only Europe's card is another one: once its hours are billed anew, those who come
            // later find nothing that the release as a whole would have to bill.
            demo.awaitHoursBilledUnder(inForce(demo));
            String then = all(chapters.get(6).substring(split(chapters.get(6))));
            assertThat(then).contains(next.id());
            assertThat(inForce(demo)).isEqualTo(next.id());
            demo.awaitDecidedUnder(next.id());

            List<String> back = blocks(chapters.get(7));
            assertThat(run(back.get(0), 0)).contains("rehears");
            KeptRelease old = demo.first();
            agree(demo, old, chapters.get(7));
            assertThat(run(back.get(1), 0)).contains(old.id());
            assertThat(demo.releases().inForce().map(Activation::kind))
                    .contains(Activation.Kind.ROLLED_BACK);
            demo.awaitCompensations(2);
            // The firm goes on meanwhile: what was to be credited may have been paid, or voided,
            // and what was to be billed anew may have been on its way when this was planned.
            assertThat(run(back.get(2), 0))
                    .containsAnyOf(
                            "credited as",
                            "is paid, so a credit",
                            "nothing to credit",
                            "goes on what is decided next");
        }
    }

    /** Where the chapter goes on with all units. */
    private static int split(String chapter) {
        int there = chapter.indexOf("Then all of them:");
        assertThat(there).isPositive();
        return there;
    }

    private static String inForce(RunningDemo demo) {
        return demo.releases().inForce().orElseThrow().release();
    }

    private static void agree(RunningDemo demo, KeptRelease release, String chapter)
            throws Exception {
        assertThat(chapter).contains("**" + AGREE + "**");
        assertThat(demo.page("noor", "/approvals")).contains("/releases/" + release.id());
        assertThat(demo.page("noor", "/releases/" + release.id())).contains(AGREE);
        demo.post("noor", "/releases/" + release.id() + "/approve", Map.of("why", "read it"));
    }

    private List<String> follow(String chapter) throws Exception {
        List<String> said = new ArrayList<>();
        Matcher block = BLOCK.matcher(chapter);
        while (block.find()) {
            said.add(run(block.group(2), block.group(1) == null ? 0 : 1));
        }
        assertThat(said).isNotEmpty();
        return said;
    }

    private String all(String chapter) throws Exception {
        StringBuilder all = new StringBuilder();
        for (String block : blocks(chapter)) {
            all.append(run(block, 0));
        }
        return all.toString();
    }

    /** Those that succeed. */
    private static List<String> blocks(String chapter) {
        return BLOCK.matcher(chapter)
                .results()
                .filter(found -> found.group(1) == null)
                .map(found -> found.group(2))
                .toList();
    }

    private String run(String block, int exit) throws Exception {
        StringBuilder said = new StringBuilder();
        for (String line : block.lines().toList()) {
            if (line.startsWith("./throughline ")) {
                CommandRun run = CommandRun.of(arguments(line));
                assertThat(run.exit()).as(line + "\n" + run.out() + run.err()).isEqualTo(exit);
                said.append(run.out()).append(run.err());
            } else {
                shell(line);
            }
        }
        return said.toString();
    }

    /** As a shell takes them apart, with the places of this test. */
    private String[] arguments(String line) {
        List<String> arguments = new ArrayList<>();
        Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(line);
        while (word.find()) {
            String text = word.group(1) == null ? word.group(2) : word.group(1);
            arguments.add(
                    switch (text) {
                        case ".throughline/demo" -> RunningDemo.home(folder).toString();
                        case "next" -> folder.resolve("next").toString();
                        default -> text;
                    });
        }
        return arguments.subList(1, arguments.size()).toArray(String[]::new);
    }

    private void shell(String line) throws IOException, InterruptedException {
        String here = line.replace("landscapes/", ROOT.toAbsolutePath() + "/landscapes/");
        Process process =
                new ProcessBuilder("sh", "-c", here)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(line + "\n" + said).isZero();
    }

    private static List<String> chapters() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/guides/change-a-landscape.md"));
        return List.of(guide.split("(?m)^## "));
    }

    static boolean credited(CompensationStore store, long rehearsal) {
        return store.of(rehearsal).stream()
                .filter(each -> each.treatment() == Compensation.Treatment.CREDIT)
                .map(Compensation::outcome)
                // Customers go on paying meanwhile, and what is paid is not credited.
                .allMatch(it -> it.startsWith("credited as") || it.startsWith("not possible"));
    }

    static KeptRelease of(ReleaseStore store, boolean newest) {
        List<KeptRelease> made =
                store.all().stream().filter(each -> each.staging().isEmpty()).toList();
        return newest ? made.getFirst() : made.getLast();
    }
}
