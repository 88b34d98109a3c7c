package throughline.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command on one installation. Its fields are options; the work is in other classes. */
@Command(mixinStandardHelpOptions = true)
abstract class InstallationCommand implements Callable<Integer> {

    private static final int LAST_PORT = 65_535;

    @Mixin private CommonOptions common = new CommonOptions();

    @Spec private @Nullable CommandSpec spec;

    CommonOptions common() {
        return common;
    }

    /** Where progress and warnings go. */
    PrintWriter err() {
        return spec().commandLine().getParent().getErr();
    }

    PrintWriter out() {
        return spec().commandLine().getParent().getOut();
    }

    void print(Answer answer) {
        new Printer(out(), common.format()).print(answer);
    }

    /** What was asked cannot be asked like this. */
    ParameterException wrong(String sentence) {
        return new ParameterException(spec().commandLine(), sentence);
    }

    /** How many somebody wants to see. */
    int shown(int limit) {
        if (limit < 1) {
            throw wrong("Cannot show %d of them: --limit takes a number from 1.".formatted(limit));
        }
        return limit;
    }

    /** Where somebody wants it to answer. */
    int answering(int port) {
        if (port < 0 || port > LAST_PORT) {
            throw wrong("Cannot answer on port " + port + ": name one from 0 to 65535.");
        }
        return port;
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("a command runs from its command line only");
        }
        return spec;
    }
}
