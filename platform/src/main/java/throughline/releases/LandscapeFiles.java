package throughline.releases;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The files of a landscape as bytes, by path with {@code /}. What depends on the environment
 * ({@code environments/}), what is only read by people, and scenarios are not among them.
 */
public record LandscapeFiles(SortedMap<String, byte[]> files) {

    /** Far more than a large enterprise has. */
    static final long MOST_BYTES = 64L << 20;

    static final int MOST_FILES = 20_000;

    private static final List<String> FOLDERS =
            List.of(
                    "systems/",
                    "units/",
                    "mappings/",
                    "tables/",
                    "policies/",
                    "tests/",
                    "contracts/",
                    "recordings/");

    private static final List<String> AT_TOP =
            List.of("landscape.yaml", "ownership.yaml", "schemas.yaml", "slas.yaml");

    public LandscapeFiles {
        files = new TreeMap<>(files);
    }

    /**
     * The files below a folder.
     *
     * @throws UncheckedIOException when the folder cannot be read
     */
    public static LandscapeFiles in(Path folder) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        Path real = real(folder);
        try (Stream<Path> paths = Files.walk(real)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = name(real, path);
                if (!ignored(name)) {
                    files.put(name, Files.readAllBytes(path));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the landscape " + folder, unreadable);
        }
        return new LandscapeFiles(files);
    }

    /** The folder itself may be named by a link. */
    static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException gone) {
            return folder;
        }
    }

    /**
     * The path of a file below a folder, with {@code /}, whatever the system separates names by.
     */
    static String name(Path folder, Path file) {
        List<String> names = new ArrayList<>();
        folder.relativize(file).forEach(each -> names.add(each.toString()));
        return String.join("/", names);
    }

    /** Whether a folder holds no more than a landscape may: a home or a disk is none. */
    static boolean fits(Path folder) {
        long bytes = 0;
        int count = 0;
        try (Stream<Path> paths = Files.walk(real(folder))) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                bytes += Files.size(path);
                count++;
                if (bytes > MOST_BYTES || count > MOST_FILES) {
                    return false;
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            return false;
        }
        return true;
    }

    static boolean ignored(String name) {
        return name.startsWith("environments/")
                || name.startsWith("scenarios/")
                || name.endsWith(".md")
                || name.startsWith(".")
                || name.contains("/.");
    }

    /** Whether a release takes a file of this name in. */
    static boolean known(String name) {
        return AT_TOP.contains(name)
                || FOLDERS.stream().anyMatch(name::startsWith)
                        && (name.startsWith("tables/")
                                ? name.endsWith(".csv")
                                : name.endsWith(".yaml") || isContract(name));
    }

    /** Whether a file is what a vendor promises: as it came, YAML or JSON. */
    static boolean isContract(String name) {
        return name.startsWith("contracts/")
                && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
    }

    /** The paths of files that another landscape has otherwise, or only one of both has. */
    public List<String> otherThan(LandscapeFiles others) {
        return Stream.concat(files.keySet().stream(), others.files.keySet().stream())
                .distinct()
                .filter(name -> !Arrays.equals(files.get(name), others.files.get(name)))
                .sorted()
                .toList();
    }

    /** SHA-256 over paths, lengths and bytes in the order of the paths, in hexadecimal. */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach(
                    (name, bytes) -> {
                        digest.update(name.getBytes(StandardCharsets.UTF_8));
                        digest.update((byte) 0);
                        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, bytes.length));
                        digest.update(bytes);
                    });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** All files as one zip, for keeping; the same files give the same bytes. */
    public byte[] zipped() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes every byte", impossible);
        }
        return bytes.toByteArray();
    }

    /** What {@link #zipped} kept. */
    public static LandscapeFiles unzipped(byte[] zip) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream input = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = input.getNextEntry();
                    entry != null;
                    entry = input.getNextEntry()) {
                files.put(entry.getName(), input.readAllBytes());
            }
        } catch (IOException damaged) {
            throw new UncheckedIOException("the kept landscape is damaged", damaged);
        }
        return new LandscapeFiles(files);
    }
}
