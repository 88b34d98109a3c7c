package throughline.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import throughline.intake.BrokenFileException;
import throughline.intake.FileContent;
import throughline.intake.FileSource;
import throughline.intake.Intake;
import throughline.intake.RawMessage;
import throughline.intake.Receipt;
import throughline.journal.RawJson;
import throughline.landscape.Release;

/**
 * Takes in the files that are dropped into a folder, each as a whole: it is begun when it has
 * stopped growing and is sound from end to end, and goes to {@code done} when all of it is durable,
 * with a report beside it. A file that is broken as a whole goes to {@code failed} with the reason.
 * After a crash a file is simply taken in again: what is known already is known.
 *
 * <p>Names that begin with a dot or end in {@code .tmp} or {@code .part} are left alone.
 */
public final class DropFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DropFolder.class);
    private static final int CHUNK = 500;
    private static final int MOST_REPORTED = 100;

    private final Path folder;
    private final Supplier<Release> release;
    private final Intake intake;
    private final InstantSource clock;
    private final Duration look;
    private final Map<Path, Size> seen = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Watches a folder, which is made when it is not there. */
    public DropFolder(
            Path folder,
            Supplier<Release> release,
            Intake intake,
            InstantSource clock,
            Duration look) {
        this.folder = folder;
        this.release = release;
        this.intake = intake;
        this.clock = clock;
        this.look = look;
    }

    private record Size(long bytes, FileTime changed) {}

    /** Begins to watch. */
    public void start() {
        Thread.ofVirtual().name("drop-folder").start(this::watch);
    }

    private void watch() {
        try {
            do {
                try {
                    lookOnce();
                } catch (IOException | DataAccessException e) {
                    LOG.warn("dropped files are looked at again soon: {}", e.toString());
                }
            } while (!closed.await(look.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once: takes in what has not changed since the last look. */
    void lookOnce() throws IOException {
        Files.createDirectories(folder);
        Map<Path, Size> now = new HashMap<>();
        for (Path file : waiting()) {
            Size size = new Size(Files.size(file), Files.getLastModifiedTime(file));
            if (size.equals(seen.get(file))) {
                takeIn(file);
            } else {
                now.put(file, size);
            }
        }
        seen.clear();
        seen.putAll(now);
    }

    private List<Path> waiting() throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !isPut(file) && isWhole(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
        }
    }

    private boolean isPut(Path file) {
        Path first = folder.relativize(file).getName(0);
        return first.toString().equals("done") || first.toString().equals("failed");
    }

    private static boolean isWhole(String name) {
        return !name.startsWith(".") && !name.endsWith(".tmp") && !name.endsWith(".part");
    }

    private void takeIn(Path file) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("file", folder.relativize(file).toString());
        report.put("at", clock.instant());
        try {
            report.putAll(read(file));
            put(file, "done", report);
        } catch (BrokenFileException e) {
            report.put("code", e.code().code());
            report.put("sentence", String.valueOf(e.getMessage()));
            put(file, "failed", report);
        }
    }

    private Map<String, Object> read(Path file) throws IOException, BrokenFileException {
        FileContent content = new FileContent(release.get());
        FileSource source = content.sourceOf(file);
        Counting counting = new Counting();
        content.read(file, source, counting::take);
        counting.flush();
        return counting.report();
    }

    private void put(Path file, String where, Map<String, Object> report) throws IOException {
        Path target = Files.createDirectories(folder.resolve(where));
        String name = String.valueOf(file.getFileName());
        // A file of the same name came before: both are kept.
        Path free = target.resolve(name);
        for (int i = 2; Files.exists(free); i++) {
            free = target.resolve(i + "-" + name);
        }
        Files.write(target.resolve(free.getFileName() + ".report.json"), RawJson.bytes(report));
        Files.move(file, free, StandardCopyOption.ATOMIC_MOVE);
        LOG.info("{}", RawJson.text(report));
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** Takes in chunk by chunk and counts. */
    private final class Counting {
        private final List<RawMessage> chunk = new ArrayList<>(CHUNK);
        private final List<Object> unreadable = new ArrayList<>();
        private long received;
        private long duplicates;
        private long notRead;

        void take(RawMessage message) {
            chunk.add(message);
            if (message.type().equals(RawMessage.UNREADABLE)) {
                notRead++;
                if (unreadable.size() < MOST_REPORTED) {
                    Map<String, Object> why = new LinkedHashMap<>();
                    Map<String, Object> body = RawJson.object(message.body());
                    why.put("at", message.origin());
                    why.put("code", String.valueOf(body.get("code")));
                    why.put("sentence", String.valueOf(body.get("sentence")));
                    unreadable.add(why);
                }
            }
            if (chunk.size() == CHUNK) {
                flush();
            }
        }

        void flush() {
            for (Receipt receipt : intake.accept(List.copyOf(chunk))) {
                received++;
                if (receipt.outcome() == Receipt.Outcome.DUPLICATE) {
                    duplicates++;
                }
            }
            chunk.clear();
        }

        Map<String, Object> report() {
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("received", received);
            report.put("duplicates", duplicates);
            report.put("unreadable", notRead);
            report.put("lines", unreadable);
            return report;
        }
    }
}
