package throughline.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import throughline.landscape.Release;

/**
 * Reads files of records. A file that is broken as a whole is found out before anything of it is
 * taken in; a line that is broken becomes a message of its own, and the rest goes on.
 */
public final class FileContent {

    private final Release release;
    private final List<FileSource> sources;

    /** Files as a landscape declares them. */
    public FileContent(Release release) {
        this.release = release;
        this.sources = FileSource.of(release);
    }

    /** The sources in their order. */
    public List<FileSource> sources() {
        return sources;
    }

    /**
     * The source that a file belongs to.
     *
     * @throws BrokenFileException when none takes files of that name
     */
    public FileSource sourceOf(Path file) throws BrokenFileException {
        return sources.stream()
                .filter(source -> source.takes(file))
                .findFirst()
                .orElseThrow(
                        () ->
                                new BrokenFileException(
                                        ErrorCode.UNKNOWN_FILE,
                                        ("Cannot take in %s: no system of the landscape has a"
                                             + " source for files of this name. Known are %s.")
                                                .formatted(file, patterns())));
    }

    /** Folders that hold no file for any source, which whoever named them cannot have meant. */
    public BrokenFileException nothingIn(List<Path> folders) {
        return new BrokenFileException(
                ErrorCode.UNKNOWN_FILE,
                ("Cannot take in %s: no file there has a name that a source of the landscape"
                                + " takes. Known are %s.")
                        .formatted(
                                String.join(", ", folders.stream().map(Path::toString).toList()),
                                patterns()));
    }

    private String patterns() {
        return sources.isEmpty()
                ? "none"
                : String.join(", ", sources.stream().map(FileSource::pattern).toList());
    }

    /**
     * Reads a file from its beginning to its end.
     *
     * @param messages takes each message as it is read
     * @throws BrokenFileException when it is broken as a whole; no message was given then
     */
    public void read(Path file, FileSource source, Consumer<RawMessage> messages)
            throws IOException, BrokenFileException {
        RawMessage.Delivery whole =
                new RawMessage.Delivery(
                        Fingerprint.ofName(source.system(), file), Fingerprint.ofContent(file), 0);
        Reading reading = new Reading(release, source, file, whole);
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            CsvContent.read(file, reading, messages);
        } else {
            JsonContent.check(file, reading);
            JsonContent.read(file, reading, messages);
        }
    }

    /** How many bytes a file has, for telling how far a load has come. */
    public static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
