package throughline.cli;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import throughline.cli.CommandFailure.Exit;
import throughline.releases.RefusedReleaseException;

/** Says in one sentence why a command did not do what it was asked, on the error stream. */
final class Failures {

    /** Outside failures are known by name, so that their classes are not loaded for help. */
    private static final List<String> OUTSIDE =
            List.of("DatabaseUnavailable", "DataAccess", "ConnectorException");

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
        return message.endsWith(".") ? message : message + ".";
    }

    int failed(CommandLine root, Exception failure) {
        Throwable cause = failure;
        while (cause != null) {
            if (cause instanceof CommandFailure known) {
                return say(root, known.exit(), known.code(), String.valueOf(known.getMessage()));
            }
            if (cause instanceof RefusedReleaseException refused) {
                return say(root, Exit.REFUSED, refused.code(), text(refused));
            }
            if (cause instanceof ParameterException wrong) {
                return wrongUsage(root, wrong);
            }
            if (isOutside(cause)) {
                return say(root, Exit.OUTSIDE, "outside-failure", text(cause));
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

    private static boolean isOutside(Throwable cause) {
        String name = cause.getClass().getName();
        return cause instanceof SQLException
                || cause instanceof UncheckedIOException
                || cause instanceof java.io.IOException
                || OUTSIDE.stream().anyMatch(name::contains);
    }

    private static String text(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).strip();
        return cause instanceof SQLException
                ? "The database refused or went away: "
                        + message
                        + " Check that it runs, then try again."
                : message;
    }

    private int say(CommandLine root, Exit exit, String code, String sentence) {
        if (json) {
            Map<String, Object> problem = new LinkedHashMap<>();
            problem.put("type", "urn:throughline:problem:" + code);
            problem.put("title", title(exit));
            problem.put("detail", sentence);
            problem.put("code", code);
            problem.put("exit", exit.status());
            root.getErr().println(JsonText.of(problem));
        } else {
            root.getErr().println("throughline: " + sentence + " [" + code + "]");
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
