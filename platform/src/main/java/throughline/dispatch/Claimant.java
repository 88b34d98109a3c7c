package throughline.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names a process so that another one on the same machine can prove that it is gone: by the
 * machine's boot, its space of process numbers, the number and the start. Where the operating
 * system does not say these, nothing is proven and claims run out by themselves.
 */
final class Claimant {

    /** Where the start stands among what follows the name of a process. */
    private static final int STARTED = 19;

    private static final String MACHINE = machine().orElse("");

    /** This process. */
    static final String HERE =
            MACHINE + "/" + ProcessHandle.current().pid() + "/" + started("self").orElse("");

    /** Whoever it was is gone. */
    static final String GONE = "gone";

    private Claimant() {}

    /** Whether a process certainly runs no more. */
    static boolean isGone(String claimant) {
        String[] parts = claimant.split("/");
        if (parts.length != 4 || MACHINE.isEmpty() || !claimant.startsWith(MACHINE + "/")) {
            return false;
        }
        if (!Files.isDirectory(Path.of("/proc", parts[2]))) {
            return true;
        }
        return started(parts[2]).filter(start -> !start.equals(parts[3])).isPresent();
    }

    /**
     * When a process started, in clock ticks since the boot: the only start that stays the same
     * when the wall clock is set. Empty where it cannot be read, which proves nothing.
     */
    private static Optional<String> started(String process) {
        try {
            String stat = Files.readString(Path.of("/proc", process, "stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(afterName[STARTED]);
        } catch (IOException | IndexOutOfBoundsException unsaid) {
            return Optional.empty();
        }
    }

    private static Optional<String> machine() {
        try {
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            Path space = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
            return Optional.of(boot + "/" + space);
        } catch (IOException | UnsupportedOperationException unsaid) {
            return Optional.empty();
        }
    }
}
