package throughline.cli;

import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import throughline.cli.CommandFailure.Exit;
import throughline.people.RefusedToPersonException;
import throughline.people.Sentence;
import throughline.releases.RefusedReleaseException;
import throughline.wording.GroupedAmounts;

/** Says in one sentence why a command did not do what it was asked, on the error stream. */
final class Failures {

    private final boolean json;

    Failures(boolean json) {
        this.json = json;
    }

    int wrongUsage(CommandLine root, ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String hint = suggestions(wrong);
        // Who gives an option to a group has left the command out.
        if (wrong instanceof CommandLine.UnmatchedArgumentException
                && hint.isEmpty()
                && command.getCommand() instanceof CommandGroup group) {
            hint = " " + group.missing();
        }
        say(root, Exit.USAGE, "wrong-usage", sentence(wrong) + hint);
        if (!json) {
            root.getErr()
                    .println("See: " + command.getCommandSpec().qualifiedName(" ") + " --help");
        }
        return Exit.USAGE.status();
    }

    private static String suggestions(ParameterException wrong) {
        List<String> close =
                wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                        ? unmatched.getSuggestions()
                        : List.of();
        return close.isEmpty() ? "" : " Did you mean " + String.join(" or ", close) + "?";
    }

    private static String sentence(ParameterException wrong) {
        String message = wrong.getMessage() == null ? "Wrong usage." : wrong.getMessage();
        // So it is told of what should be NAME=VALUE.
        String once = message.replace("option option", "option");
        return once.endsWith(".") ? once : once + ".";
    }

    int failed(CommandLine root, Exception failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof CommandFailure known) {
                return say(root, known.exit(), known.code(), String.valueOf(known.getMessage()));
            }
            if (cause instanceof RefusedReleaseException refused) {
                return say(
                        root, Exit.REFUSED, refused.code(), String.valueOf(refused.getMessage()));
            }
            if (cause instanceof RefusedToPersonException refused) {
                CommandFailure known = Acting.failure(refused);
                return say(root, known.exit(), known.code(), String.valueOf(known.getMessage()));
            }
            if (cause instanceof ParameterException wrong) {
                return wrongUsage(root, wrong);
            }
            if (cause instanceof InvalidPathException path) {
                return wrongUsage(
                        root,
                        new ParameterException(
                                root,
                                "'%s' can be the name of no file or folder here. Name one that can"
                                        .formatted(path.getInput())));
            }
            if (OutsideFailures.isOne(cause)) {
                String sentence = OutsideFailures.sentence(cause);
                return say(root, Exit.OUTSIDE, "outside-failure", sentence);
            }
            cause = cause.getCause();
        }
        if (System.getenv("THROUGHLINE_TRACE") != null) {
            failure.printStackTrace(root.getErr());
        }
        return say(
                root,
                Exit.OUTSIDE,
                "internal-error",
                "The command failed by a fault of ours ("
                        + failure
                        + "). Run it again with THROUGHLINE_TRACE=1 and report what it prints.");
    }

    private int say(CommandLine root, Exit exit, String code, String said) {
        // Several faults stand on a line each, and each line can be read.
        String sentence = said.lines().map(Sentence::readable).collect(Collectors.joining("\n"));
        if (json) {
            Map<String, Object> problem = new LinkedHashMap<>();
            problem.put("type", "urn:throughline:problem:" + code);
            problem.put("title", title(exit));
            problem.put("detail", sentence);
            problem.put("code", code);
            problem.put("exit", exit.status());
            root.getErr().println(JsonText.of(problem));
        } else {
            root.getErr()
                    .println("throughline: " + GroupedAmounts.in(sentence) + " [" + code + "]");
        }
        return exit.status();
    }

    private static String title(Exit exit) {
        return switch (exit) {
            case REFUSED -> "Refused";
            case USAGE -> "Wrong usage";
            case OUTSIDE -> "Outside failure";
            case UNVERIFIED -> "Not verified";
        };
    }
}
