package throughline.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Shared file locks, counted within this process: a file lock belongs to the whole process, and the
 * operating system gives it up when the process is killed.
 */
final class SharedLocks {

    private static final Map<Path, Held> HELD = new HashMap<>();

    private SharedLocks() {}

    /** Joins the users of a file. */
    static synchronized void join(Path named) throws IOException {
        Path file = real(named);
        Held held = HELD.get(file);
        if (held != null) {
            HELD.put(file, new Held(held.channel, held.users + 1));
            return;
        }
        FileChannel channel = open(file);
        channel.lock(0, Long.MAX_VALUE, true);
        HELD.put(file, new Held(channel, 1));
    }

    /** Leaves them; true when nobody is left, in this process or another. */
    static synchronized boolean leave(Path named) throws IOException {
        Path file = real(named);
        Held held = HELD.remove(file);
        if (held == null) {
            return false;
        }
        if (held.users > 1) {
            HELD.put(file, new Held(held.channel, held.users - 1));
            return false;
        }
        held.channel.close();
        try (FileChannel channel = open(file)) {
            FileLock alone = channel.tryLock();
            return alone != null;
        }
    }

    /** Does something while nobody else does, in this process or another. */
    static synchronized <T> T alone(Path file, Task<T> task) throws IOException {
        try (FileChannel channel = open(file)) {
            channel.lock();
            return task.run();
        }
    }

    /** A folder may have several names; a process that locks one file by two of them loses both. */
    private static Path real(Path file) throws IOException {
        return Objects.requireNonNull(file.getParent()).toRealPath().resolve(file.getFileName());
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @FunctionalInterface
    interface Task<T> {
        T run() throws IOException;
    }

    private record Held(FileChannel channel, int users) {}
}
