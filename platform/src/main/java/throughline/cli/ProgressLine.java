package throughline.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** One line on the error stream that says how far long work has come; silent where nobody looks. */
final class ProgressLine {

    private static final int WIDTH = 30;
    private static final long EVERY_NANOS = 100_000_000;

    private final PrintWriter err;
    private final boolean watched;
    private long shown;
    private boolean dirty;

    ProgressLine(PrintWriter err) {
        this.err = err;
        this.watched = System.console() != null && System.console().isTerminal();
    }

    void show(String phase, long done, long total) {
        long now = System.nanoTime();
        if (!watched || dirty && now - shown < EVERY_NANOS) {
            return;
        }
        shown = now;
        dirty = true;
        err.print("\r" + text(phase, done, total) + "\u001b[K");
        err.flush();
    }

    static String text(String phase, long done, long total) {
        if (total <= 0) {
            return "%-10s".formatted(phase);
        }
        int filled = (int) Math.min(WIDTH, WIDTH * done / total);
        return String.format(
                Locale.ROOT,
                "%-10s %s%s %3d%%",
                phase,
                "█".repeat(filled),
                "░".repeat(WIDTH - filled),
                Math.min(100, 100 * done / total));
    }

    void clear() {
        if (dirty) {
            err.print("\r\u001b[K");
            err.flush();
            dirty = false;
        }
    }
}
