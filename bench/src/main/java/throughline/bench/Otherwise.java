package throughline.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.Releases;

/** A landscape that says one thing otherwise. */
final class Otherwise {

    private Otherwise() {}

    /** The landscape of a folder with another text in one of its files. */
    static ReadResult.Released of(Path folder, String file, String old, String next) {
        SortedMap<String, byte[]> files = new TreeMap<>(LandscapeFiles.in(folder).files());
        byte[] bytes = files.get(file);
        String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        if (!text.contains(old)) {
            throw new IllegalStateException(file + " does not say " + old);
        }
        files.put(file, text.replace(old, next).getBytes(StandardCharsets.UTF_8));
        return switch (Releases.read(new LandscapeFiles(files))) {
            case ReadResult.Released released -> released;
            case ReadResult.Faulty faulty -> throw new IllegalStateException(faulty.sentences());
        };
    }
}
