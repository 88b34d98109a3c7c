package throughline.connectors;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import throughline.align.ActionKind;
import throughline.wording.Kebab;

/**
 * Numbers for the documents of a folder: one sequence per kind, without gaps. The documents
 * themselves are the record of what is taken, so a number that a crash left unused is the next one
 * given.
 */
final class DocumentNumbers {

    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ActionKind, BitSet> taken = new EnumMap<>(ActionKind.class);

    DocumentNumbers(Path folder) {
        this.folder = folder;
    }

    /** The smallest number that no document has. */
    int claim(ActionKind kind) throws IOException {
        lock.lock();
        try {
            BitSet numbers = numbers(kind);
            int number = numbers.nextClearBit(1);
            numbers.set(number);
            return number;
        } finally {
            lock.unlock();
        }
    }

    /** Its document was not written. */
    void giveBack(ActionKind kind, int number) throws IOException {
        lock.lock();
        try {
            numbers(kind).clear(number);
        } finally {
            lock.unlock();
        }
    }

    /** As it stands on the document. */
    static String text(ActionKind kind, int number) {
        return prefix(kind) + String.format("%06d", number);
    }

    /** Where documents of a kind are, below the system's folder. */
    static String folder(ActionKind kind) {
        return Kebab.of(kind);
    }

    private BitSet numbers(ActionKind kind) throws IOException {
        BitSet known = taken.get(kind);
        if (known == null) {
            known = scanned(kind);
            taken.put(kind, known);
        }
        return known;
    }

    private BitSet scanned(ActionKind kind) throws IOException {
        BitSet found = new BitSet();
        Path of = folder.resolve(folder(kind));
        if (!Files.isDirectory(of)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(of, "*.json")) {
            for (Path file : files) {
                Json.object(Files.readAllBytes(file))
                        .flatMap(document -> Json.text(document, "number"))
                        .map(text -> Integer.parseInt(text.substring(prefix(kind).length())))
                        .ifPresent(found::set);
            }
        }
        return found;
    }

    private static String prefix(ActionKind kind) {
        return switch (kind) {
            case POST_INVOICE -> "INV-";
            case POST_CREDIT_NOTE -> "CN-";
            case POST_JOURNAL -> "JRN-";
            case CREATE_CUSTOMER, CREATE_CONTRACT, CREATE_PROJECT, UPDATE_PROJECT, WRITE_BACK ->
                    "DOC-";
        };
    }
}
