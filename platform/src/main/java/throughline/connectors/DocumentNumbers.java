package throughline.connectors;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import throughline.align.ActionKind;

/**
 * Numbers for the documents of a folder: one sequence per kind, without gaps. The documents
 * themselves are the record of what is taken, so a number that a crash left unused is the next one
 * given.
 */
final class DocumentNumbers {

    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Map<ActionKind, BitSet> taken;

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

    private BitSet numbers(ActionKind kind) throws IOException {
        Map<ActionKind, BitSet> known = taken;
        if (known == null) {
            known = scanned();
            taken = known;
        }
        return known.computeIfAbsent(kind, each -> new BitSet());
    }

    private Map<ActionKind, BitSet> scanned() throws IOException {
        Map<ActionKind, BitSet> found = new EnumMap<>(ActionKind.class);
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                Json.object(Files.readAllBytes(file)).ifPresent(document -> note(document, found));
            }
        }
        return found;
    }

    private static void note(Map<String, Object> document, Map<ActionKind, BitSet> found) {
        Optional<String> number = Json.text(document, "number");
        Optional<String> kind = Json.text(document, "kind");
        if (number.isPresent() && kind.isPresent()) {
            ActionKind of = ActionKind.valueOf(kind.get());
            found.computeIfAbsent(of, each -> new BitSet())
                    .set(Integer.parseInt(number.get().substring(prefix(of).length())));
        }
    }

    private static String prefix(ActionKind kind) {
        return switch (kind) {
            case POST_INVOICE -> "INV-";
            case POST_CREDIT_NOTE -> "CN-";
            case POST_JOURNAL -> "JRN-";
            case CREATE_CUSTOMER, CREATE_CONTRACT, CREATE_PROJECT, WRITE_BACK -> "DOC-";
        };
    }
}
