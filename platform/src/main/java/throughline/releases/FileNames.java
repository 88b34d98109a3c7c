package throughline.releases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Place;

/**
 * What the files of a landscape may be called. The names are part of a release's hash, so they must
 * be the same on every machine: systems differ in how they write letters beyond ASCII, in whether
 * they tell capitals apart, and in what separates folders.
 */
final class FileNames {

    private static final Pattern EVERYWHERE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._+@~-]*");

    private FileNames() {}

    /** Notes every name that would not be the same, or not the only one, on every machine. */
    static void check(Collection<String> names, Defects defects) {
        Map<String, String> folded = new HashMap<>();
        for (String name : names) {
            if (!Stream.of(name.split("/", -1)).allMatch(s -> EVERYWHERE.matcher(s).matches())) {
                defects.add(
                        Place.of(shown(name)),
                        "bad-name",
                        "This name is not the same on every machine. Use the letters a to z,"
                            + " digits, spaces, and any of . _ + @ ~ -, and begin with a letter or"
                            + " digit.");
            }
            String before = folded.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (before != null) {
                defects.add(
                        Place.of(shown(name)),
                        "bad-name",
                        "On some machines this is the same file as %s. Rename one."
                                .formatted(shown(before)));
            }
        }
    }

    /** A name as it can be shown on one line. */
    private static String shown(String name) {
        return name.replaceAll("[^ -~]", "?");
    }

    /** What is in a folder and would be left out silently: links to folders or to nothing. */
    static Defects unreadable(Path folder) {
        Defects defects = new Defects();
        Path real = LandscapeFiles.real(folder);
        try (Stream<Path> paths = Files.walk(real)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String name = LandscapeFiles.name(real, path);
                if (path.equals(real) || LandscapeFiles.ignored(name)) {
                    continue;
                }
                if (Files.isSymbolicLink(path) && !Files.isRegularFile(path)) {
                    defects.add(
                            Place.of(shown(name)),
                            "bad-link",
                            Files.isDirectory(path)
                                    ? "This is a link to a folder, and those are not followed. Put"
                                            + " the files here."
                                    : "This link leads to no file. Remove it, or put the file"
                                            + " here.");
                } else if (!Files.isReadable(path)) {
                    defects.add(
                            Place.of(shown(name)),
                            "unreadable",
                            "This may not be read. Give whoever runs Throughline the right to.");
                } else if (!Files.isRegularFile(path)
                        && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    defects.add(
                            Place.of(shown(name)),
                            "unknown-file",
                            "This is neither a file nor a folder. Remove it.");
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            defects.add(
                    Place.of(folder.toString()),
                    "unreadable",
                    ("The folder cannot be read whole: %s. Give whoever runs Throughline the"
                                    + " right to.")
                            .formatted(String.valueOf(unreadable.getMessage())));
        }
        return defects;
    }
}
