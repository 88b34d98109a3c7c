package throughline.releases;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Place;
import throughline.landscape.build.Tree;

/** Reads the file of a vendor's contract: YAML or JSON, OpenAPI or JSON Schema. */
public final class ContractFile {

    /** The largest one of the well-known vendors has a third of this. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final int MEGABYTE = 1024 * 1024;

    private ContractFile() {}

    /** The content of a file; nothing, with a defect, when it cannot be read. */
    public static Tree read(Path file, Defects defects) {
        Place place = Place.of(file.toString());
        try {
            if (Files.size(file) > MOST_BYTES) {
                tooLarge(place, Files.size(file) / MEGABYTE + " MB", defects);
                return new Tree.Nothing(place);
            }
            try (InputStream in = Files.newInputStream(file)) { // a device says that it is empty
                return read(file.toString(), in.readNBytes(MOST_BYTES + 1), defects);
            }
        } catch (NoSuchFileException missing) {
            defects.add(
                    place, "no-such-file", "There is no such file. Name the vendor's contract.");
        } catch (IOException unreadable) {
            defects.add(
                    place,
                    "unreadable",
                    "The file cannot be read: %s. Check that it is a file and may be read."
                            .formatted(unreadable.getMessage()));
        }
        return new Tree.Nothing(place);
    }

    /** The content of a file that was read. */
    public static Tree read(String name, byte[] bytes, Defects defects) {
        Place place = Place.of(name);
        if (bytes.length > MOST_BYTES) {
            tooLarge(place, "more than %d MB".formatted(MOST_BYTES / MEGABYTE), defects);
            return new Tree.Nothing(place);
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            String whole = text.startsWith("\uFEFF") ? text.substring(1) : text;
            if (whole.isBlank()) {
                defects.add(place, "bad-contract", "The file is empty. Ask for a whole one.");
                return new Tree.Nothing(place);
            }
            return name.endsWith(".json") || whole.stripLeading().startsWith("{")
                    ? JsonFile.read(name, whole, defects)
                    : YamlFile.read(name, whole, defects);
        } catch (CharacterCodingException notUtf8) {
            defects.add(place, "bad-encoding", "The file is not UTF-8. Save it as UTF-8.");
            return new Tree.Nothing(place);
        }
    }

    private static void tooLarge(Place place, String has, Defects defects) {
        defects.add(
                place,
                "too-large",
                ("The file has %s; at most %d MB are read. Leave out what no mapping reads, such"
                                + " as examples and descriptions.")
                        .formatted(has, MOST_BYTES / MEGABYTE));
    }
}
