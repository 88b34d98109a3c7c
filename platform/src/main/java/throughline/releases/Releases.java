package throughline.releases;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import throughline.align.ActionKind;
import throughline.connectors.Connectors;
import throughline.landscape.Release;
import throughline.landscape.build.Built;
import throughline.landscape.build.Defect;
import throughline.landscape.build.Defects;
import throughline.landscape.build.LandscapeBuilder;
import throughline.landscape.build.Place;
import throughline.landscape.build.Sheet;
import throughline.landscape.build.Surroundings;
import throughline.landscape.build.Tree;
import throughline.wording.Counted;

/** Makes releases of landscapes. */
public final class Releases {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final Surroundings SURROUNDINGS =
            new Surroundings(
                    Set.copyOf(Connectors.NAMES),
                    Arrays.stream(ActionKind.values())
                            .map(ActionKind::name)
                            .collect(Collectors.toSet()),
                    Connectors.checks(),
                    MetricNames.ALL);

    private static final ReadBefore READ_BEFORE = new ReadBefore();

    private static final LandscapeFiles NOTHING = new LandscapeFiles(new TreeMap<>());

    private Releases() {}

    /** The release of a folder, or everything that is wrong with it. */
    public static ReadResult read(Path folder) {
        if (!Files.isDirectory(folder)) {
            return faulty(folder, "missing", "There is no such folder.");
        }
        if (!LandscapeFiles.fits(folder)) {
            return faulty(
                    folder,
                    "too-large",
                    ("It cannot be read whole, or holds more than %d MiB or %s, as no"
                                    + " landscape does.")
                            .formatted(
                                    LandscapeFiles.MOST_BYTES >> 20,
                                    Counted.of(LandscapeFiles.MOST_FILES, "file")));
        }
        Defects defects = FileNames.unreadable(folder);
        if (!defects.none()) {
            return new ReadResult.Faulty(defects.all(), NOTHING);
        }
        LandscapeFiles files = LandscapeFiles.in(folder);
        FileNames.check(files.files().keySet(), defects);
        ReadResult result = read(files, defects);
        if (result instanceof ReadResult.Released released) {
            Environments.in(folder, released.release().systems(), defects);
            return defects.none()
                    ? released
                    : new ReadResult.Faulty(defects.all(), released.files());
        }
        return result;
    }

    private static ReadResult faulty(Path folder, String code, String why) {
        Defect defect =
                new Defect(
                        Place.of(folder.toString()),
                        code,
                        why + " Name the folder of a landscape with --landscape.");
        return new ReadResult.Faulty(List.of(defect), NOTHING);
    }

    /**
     * One of the environments of a landscape's folder, for a release of it.
     *
     * @throws UnknownEnvironmentException when there is none of that name, or something is wrong
     *     with it; says what would work
     */
    public static Environment environment(Path folder, String name, Release release) {
        Defects defects = new Defects();
        Environment found = Environments.in(folder, release.systems(), defects).named(name);
        if (!defects.none()) {
            throw new UnknownEnvironmentException(
                    "Cannot bind environment %s:\n%s"
                            .formatted(
                                    name,
                                    new ReadResult.Faulty(defects.all(), NOTHING).sentences()));
        }
        return found;
    }

    /** All environments of a landscape's folder that is sound, by name. */
    public static SortedMap<String, Environment> environments(Path folder, Release release) {
        return new TreeMap<>(Environments.in(folder, release.systems(), new Defects()).byName());
    }

    /** The release of files, or everything that is wrong with them. */
    public static ReadResult read(LandscapeFiles files) {
        return read(files, new Defects());
    }

    private static ReadResult read(LandscapeFiles files, Defects defects) {
        return defects.none()
                ? READ_BEFORE.of(files, () -> made(files, defects))
                : made(files, defects);
    }

    private static ReadResult made(LandscapeFiles files, Defects defects) {
        Map<String, Tree> trees = new TreeMap<>();
        Map<String, Sheet> sheets = new TreeMap<>();
        files.files()
                .forEach(
                        (name, bytes) -> {
                            if (LandscapeFiles.isContract(name)) {
                                trees.put(name, ContractFile.read(name, bytes, defects));
                                return;
                            }
                            long before = defects.count();
                            text(name, bytes, defects)
                                    .ifPresent(text -> file(name, text, trees, sheets, defects));
                            if (defects.count() > before && !isRead(name, trees, sheets)) {
                                unread(name, trees, defects);
                            }
                        });
        Built built =
                LandscapeBuilder.build(
                        new throughline.landscape.build.Files(trees, sheets, defects),
                        SURROUNDINGS,
                        files.hash());
        return switch (built) {
            case Built.Whole whole ->
                    new ReadResult.Released(whole.release(), whole.goldenCases(), files);
            case Built.Broken broken -> new ReadResult.Faulty(broken.defects(), files);
        };
    }

    /**
     * The release of a folder that must be sound.
     *
     * @throws UnsoundLandscapeException with every defect when it is not
     */
    public static Release sound(Path folder) {
        return released(folder).release();
    }

    /**
     * The release of a folder that must be sound, with the files that it was made of.
     *
     * @throws UnsoundLandscapeException with every defect when it is not
     */
    public static ReadResult.Released released(Path folder) {
        return switch (read(folder)) {
            case ReadResult.Released released -> released;
            case ReadResult.Faulty faulty ->
                    throw new UnsoundLandscapeException(folder, faulty.sentences());
        };
    }

    private static void file(
            String name,
            String text,
            Map<String, Tree> trees,
            Map<String, Sheet> sheets,
            Defects defects) {
        if (!LandscapeFiles.known(name)) {
            defects.add(
                    Place.of(name),
                    "unknown-file",
                    "No part of a landscape is read from here. Move it to systems, units, mappings,"
                            + " tables, policies, tests, contracts or environments.");
        } else if (name.endsWith(".csv")) {
            CsvFile.read(name, table(name), text, defects)
                    .ifPresent(sheet -> sheets.put(table(name), sheet));
        } else {
            Tree tree = YamlFile.read(name, text, defects);
            trees.put(name, tree);
            if (name.startsWith("recordings/")) {
                Recordings.check(name, tree, defects);
            }
        }
    }

    private static boolean isRead(String name, Map<String, Tree> trees, Map<String, Sheet> sheets) {
        return name.endsWith(".csv")
                ? sheets.containsKey(table(name))
                : trees.get(name) != null && !(trees.get(name) instanceof Tree.Nothing);
    }

    /** What is missing because a file could not be read is not told beside the file. */
    private static void unread(String name, Map<String, Tree> trees, Defects defects) {
        trees.remove(name);
        String folder = name.substring(0, name.indexOf('/') + 1);
        switch (folder) {
            case "tables/" -> defects.unread("tables/" + table(name));
            case "mappings/" -> {
                defects.unread(folder);
                defects.unread("objects/");
            }
            default -> defects.unread(folder.isEmpty() ? name : folder);
        }
    }

    private static String table(String name) {
        return name.startsWith("tables/") && name.endsWith(".csv")
                ? name.substring("tables/".length(), name.length() - ".csv".length())
                : name;
    }

    private static Optional<String> text(String name, byte[] bytes, Defects defects) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') >= 0) {
                defects.add(
                        Place.of(name),
                        "bad-encoding",
                        "The file holds a NUL, so it is no text. Save it as UTF-8.");
                return Optional.empty();
            }
            return Optional.of(
                    text.startsWith(BYTE_ORDER_MARK)
                            ? text.substring(BYTE_ORDER_MARK.length())
                            : text);
        } catch (CharacterCodingException notUtf8) {
            defects.add(Place.of(name), "bad-encoding", "The file is not UTF-8. Save it as UTF-8.");
            return Optional.empty();
        }
    }
}
