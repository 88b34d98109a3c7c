package throughline.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.connectors.Connectors;
import throughline.dispatch.Outbound;
import throughline.engine.Engine;
import throughline.engine.EngineOptions;
import throughline.engine.Quiet;
import throughline.intake.BrokenFileException;
import throughline.intake.FileContent;
import throughline.intake.FileSource;
import throughline.intake.Intake;
import throughline.intake.RawMessage;
import throughline.intake.Receipt;
import throughline.landscape.Release;

/**
 * Loads historical files by the way that live records take, and waits until everything is decided.
 * While a server works on the same home, the server decides and this only takes in.
 */
public final class Loading {

    private static final String IGNORED =
            """
            select m.system, m.type, i.reason, count(*)
            from ignored i join message m on m.id = i.message_id
            group by m.system, m.type, i.reason order by m.system, m.type, i.reason
            """;
    private static final int CHUNK = 500;

    /** How long days that have come may stand before the server is taken to be done with them. */
    private static final Duration SETTLED = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofHours(2);

    private final DataSource database;
    private final Release release;
    private final InstantSource clock;
    private final Consumer<Progress> progress;
    private Optional<Connectors> connectors = Optional.empty();
    private final List<Path> leftOut = new ArrayList<>();
    private long received;
    private long duplicates;

    /** Loads into a database under a release. */
    public Loading(
            DataSource database,
            Release release,
            InstantSource clock,
            Consumer<Progress> progress) {
        this.database = database;
        this.release = release;
        this.clock = clock;
        this.progress = progress;
    }

    /** Sends what is decided too, as a history that gives rise to invoices must. */
    public Loading sendingBy(Connectors how) {
        connectors = Optional.of(how);
        return this;
    }

    /**
     * How far it has come.
     *
     * @param phase reading, deciding, calendar, sending
     * @param done of {@code total}: bytes while reading, messages while deciding, writes while
     *     sending
     */
    public record Progress(String phase, long done, long total) {}

    /**
     * Loads files, and folders with all files that a source takes, in the order of the sources.
     *
     * @throws BrokenFileException when a named file belongs to no source, none of the files does,
     *     or one is broken as a whole; the files before it are in
     */
    public LoadResult load(List<Path> filesOrFolders)
            throws IOException, BrokenFileException, InterruptedException {
        long start = System.nanoTime();
        FileContent content = new FileContent(release);
        Map<Path, FileSource> files = files(content, filesOrFolders);
        boolean others = Engine.worksOn(database);
        if (others) {
            try (Intake intake = new Intake(database, clock, arrived -> {})) {
                readAll(content, files, intake);
            }
            if (!othersDecided()) {
                decided(content, Map.of());
            }
        } else {
            decided(content, files);
        }
        return result(Duration.ofNanos(System.nanoTime() - start));
    }

    /** Reads, and decides here what was read now or waits from before. */
    private void decided(FileContent content, Map<Path, FileSource> files)
            throws IOException, BrokenFileException, InterruptedException {
        try (Outbound outbound =
                        connectors
                                .map(how -> Outbound.open(database, release, how, clock))
                                .orElseGet(() -> Outbound.nothing(database));
                Engine engine =
                        new Engine(
                                database,
                                release,
                                clock,
                                outbound.handover(),
                                EngineOptions.LOADING);
                Intake intake = new Intake(database, clock, engine::arrived)) {
            outbound.start(engine::submit, partition -> engine.partitions().contains(partition));
            readAll(content, files, intake);
            progress.accept(new Progress("deciding", 0, received));
            awaitOwn(engine);
            progress.accept(new Progress("calendar", 0, 0));
            engine.tick(PATIENCE);
            awaitSent(engine, outbound);
        }
    }

    private Map<Path, FileSource> files(FileContent content, List<Path> filesOrFolders)
            throws IOException, BrokenFileException {
        List<Path> found = new ArrayList<>();
        Map<Path, FileSource> files = new LinkedHashMap<>();
        for (Path each : filesOrFolders) {
            if (Files.isDirectory(each)) {
                try (Stream<Path> below = Files.walk(each)) {
                    below.filter(Files::isRegularFile).sorted().forEach(found::add);
                }
            } else {
                content.sourceOf(each);
                found.add(each);
            }
        }
        for (FileSource source : content.sources()) {
            for (Path file : found) {
                if (source.takes(file)) {
                    files.putIfAbsent(file, source);
                }
            }
        }
        if (files.isEmpty() && !filesOrFolders.isEmpty()) {
            throw content.nothingIn(filesOrFolders);
        }
        found.stream().filter(file -> !files.containsKey(file)).forEach(leftOut::add);
        return files;
    }

    private void readAll(FileContent content, Map<Path, FileSource> files, Intake intake)
            throws IOException, BrokenFileException {
        long total = files.keySet().stream().mapToLong(FileContent::size).sum();
        long read = 0;
        for (Map.Entry<Path, FileSource> file : files.entrySet()) {
            List<RawMessage> chunk = new ArrayList<>(CHUNK);
            content.read(
                    file.getKey(),
                    file.getValue(),
                    message -> {
                        chunk.add(message);
                        if (chunk.size() == CHUNK) {
                            take(intake, chunk);
                        }
                    });
            take(intake, chunk);
            read += FileContent.size(file.getKey());
            progress.accept(new Progress("reading", read, total));
        }
    }

    private void take(Intake intake, List<RawMessage> chunk) {
        for (Receipt receipt : intake.accept(List.copyOf(chunk))) {
            received++;
            if (receipt.outcome() == Receipt.Outcome.DUPLICATE) {
                duplicates++;
            }
        }
        chunk.clear();
    }

    private void awaitOwn(Engine engine) throws InterruptedException {
        while (!engine.awaitQuiet(Duration.ofMillis(250))) {
            progress.accept(new Progress("deciding", engine.figures().decided(), received));
        }
    }

    /** What is sent comes back as outcomes, which may ask for more to be sent. */
    private void awaitSent(Engine engine, Outbound outbound) throws InterruptedException {
        long planned = outbound.open();
        while (outbound.open() > 0) {
            long open = outbound.open();
            planned = Math.max(planned, open);
            progress.accept(new Progress("sending", planned - open, planned));
            if (!outbound.awaitQuiet(Duration.ofMillis(250))) {
                continue;
            }
            engine.awaitQuiet(PATIENCE);
        }
    }

    /** Waits for those who work on the database; false when nobody does any more. */
    private boolean othersDecided() throws InterruptedException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        long until = System.nanoTime() + PATIENCE.toNanos();
        long before = -1;
        long unchanged = System.nanoTime();
        while (System.nanoTime() < until) {
            progress.accept(new Progress("deciding", 0, received));
            long due = due(today);
            boolean quiet = Quiet.is(database);
            if (quiet && due == 0) {
                return true;
            }
            if (!Engine.worksOn(database)) {
                return false;
            }
            if (!quiet || due != before) {
                before = due;
                unchanged = System.nanoTime();
            } else if (System.nanoTime() - unchanged > SETTLED.toNanos()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        return true;
    }

    private long due(LocalDate today) {
        return count("select count(*) from engagement where next_wake <= ?", today);
    }

    private LoadResult result(Duration elapsed) {
        return new LoadResult(
                received,
                duplicates,
                count("select count(*) from parked"),
                count("select count(*) from engagement where stage = 'won'"),
                count("select count(*) from exception_item where closed is null"),
                elapsed.toMillis(),
                ignored(),
                leftOut.stream().map(Path::toString).toList());
    }

    private List<LoadResult.Ignored> ignored() {
        List<LoadResult.Ignored> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(IGNORED);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(
                        new LoadResult.Ignored(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getLong(4)));
            }
            return found;
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the database cannot be reached", e);
        }
    }

    private long count(String sql, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the database cannot be reached", e);
        }
    }
}
