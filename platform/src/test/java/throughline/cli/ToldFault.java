package throughline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a command that refused says so, held against what the reference of the command line says. */
record ToldFault(String format, CommandRun run) {

    private static final Pattern SAID =
            Pattern.compile(
                    "(?s)throughline: (?<sentence>.*) \\[(?<code>[a-z-]+)]\\n(See: .* --help\\n)?");
    private static final Pattern INSIDE =
            Pattern.compile(
                    "[a-z]Exception\\b|\\tat |java\\.(lang|nio|util)|org\\.[a-z]+\\.|\\bERROR: ");
    private static final int LONGEST_LINE = 1_010;

    /** Everything that is wrong with it. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (run.exit() < 0 || run.exit() == 3 || run.exit() > 4) {
            faults.add("is no fault of what was asked: " + run.err());
        }
        faults.addAll(wording());
        return faults;
    }

    /** Everything that is wrong with how it says so, whosever fault it is. */
    List<String> wording() {
        List<String> faults = new ArrayList<>();
        if (INSIDE.matcher(run.err() + run.out()).find()) {
            faults.add("tells what is inside: " + run.err());
        }
        if (run.exit() == 2 || run.exit() == 3 || !run.err().isEmpty()) {
            refused(faults);
        } else if (format.equals("json")) {
            json(run.out(), faults);
        }
        return faults;
    }

    private void refused(List<String> faults) {
        String sentence = "";
        String code = "";
        if (format.equals("json")) {
            JsonNode problem = json(run.err(), faults);
            sentence = problem.path("detail").asString("");
            code = problem.path("code").asString("");
            if (problem.path("exit").asInt(-1) != run.exit()) {
                faults.add("ends otherwise than it says: " + run.err());
            }
        } else {
            Matcher said = SAID.matcher(run.err());
            if (said.matches()) {
                sentence = said.group("sentence");
                code = said.group("code");
            }
        }
        if (!run.out().isEmpty()) {
            faults.add("is refused and answered");
        }
        if (sentence.length() < 20) {
            faults.add("says nothing: " + run.err());
        }
        if (!documented().contains("`" + code + "`")) {
            faults.add("has a code that docs/reference/cli.md does not list: " + code);
        }
        for (String line : sentence.split("\n", -1)) {
            if (line.length() > LONGEST_LINE || line.chars().anyMatch(Character::isISOControl)) {
                faults.add("cannot be read: " + line.length() + " characters");
            }
        }
    }

    private static JsonNode json(String text, List<String> faults) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException none) {
            faults.add("is no JSON: " + text.substring(0, Math.min(200, text.length())));
            return JsonMapper.shared().createObjectNode();
        }
    }

    private static String documented() {
        try {
            return Files.readString(
                    Path.of(System.getProperty("throughline.root"), "docs/reference/cli.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
