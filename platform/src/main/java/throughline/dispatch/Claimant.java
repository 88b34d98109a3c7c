package throughline.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Names a process so that another one on the same machine can prove that it is gone: by the
 * machine's boot, its space of process numbers, the number and the start. Where the operating
 * system does not say these, nothing is proven and claims run out by themselves.
 */
final class Claimant {

    private static final String MACHINE = machine().orElse("");

    /** This process. */
    static final String HERE = name(MACHINE, ProcessHandle.current());

    /** Whoever it was is gone. */
    static final String GONE = "gone";

    private Claimant() {}

    /** Whether a process certainly runs no more. */
    static boolean isGone(String claimant) {
        String[] parts = claimant.split("/");
        if (parts.length != 4 || MACHINE.isEmpty() || !claimant.startsWith(MACHINE + "/")) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(parts[2]))
                .map(running -> !name(MACHINE, running).equals(claimant))
                .orElse(true);
    }

    private static String name(String machine, ProcessHandle process) {
        String start = process.info().startInstant().map(Instant::toString).orElse("");
        return machine + "/" + process.pid() + "/" + start;
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
