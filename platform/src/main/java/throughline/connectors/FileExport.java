package throughline.connectors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import throughline.align.Action;
import throughline.align.ActionKind;

/**
 * Each write becomes a JSON document in a folder, for systems that take files. The document appears
 * whole or not at all and is on disk before the write is confirmed; its place follows from its kind
 * and natural key, so that writing twice is writing once. Documents that carry numbers are numbered
 * without gaps.
 */
final class FileExport implements Connector {

    private final String system;
    private final Path folder;
    private final DocumentNumbers numbers;

    FileExport(String system, Path folder) {
        this.system = system;
        this.folder = folder;
        this.numbers = new DocumentNumbers(folder);
    }

    @Override
    public Capabilities capabilities() {
        return Documents.ALL_BY_NATURAL_KEY;
    }

    @Override
    public Answer write(Action action, String idempotencyKey) {
        try {
            Optional<Map<String, Object>> held = held(action);
            return confirmed(action, held.isPresent() ? held.get() : written(action));
        } catch (IOException e) {
            return new Answer.Retryable(
                    ConnectorException.Kind.FAILED,
                    "Cannot write a document for "
                            + system
                            + " below "
                            + folder
                            + ": "
                            + e
                            + ". Free space there or make the folder writable.",
                    Optional.empty());
        }
    }

    @Override
    public Probe probe(Action action) {
        if (!capabilities().probes().contains(action.kind())) {
            return Probe.notSearched(action);
        }
        try {
            return held(action)
                    .map(document -> confirmed(action, document))
                    .<Probe>map(found -> new Probe.Found(found.externalId(), found.facts()))
                    .orElseGet(Probe.NotFound::new);
        } catch (IOException e) {
            return new Probe.CannotTell("Cannot read below " + folder + ": " + e);
        }
    }

    @Override
    public Page read(String type, Watermark after) {
        throw new IllegalStateException(system + " takes files, it is never polled");
    }

    private Optional<Map<String, Object>> held(Action action) throws IOException {
        Path file = file(action);
        // A write-back replaces what is there.
        return Documents.changed(action).isPresent() || !Files.exists(file)
                ? Optional.empty()
                : Json.object(Files.readAllBytes(file));
    }

    private Map<String, Object> written(Action action) throws IOException {
        if (!Documents.numbered(action.kind())) {
            return kept(action, Optional.empty());
        }
        int number = numbers.claim(action.kind());
        boolean done = false;
        try {
            Map<String, Object> document = kept(action, Optional.of(number));
            done = true;
            return document;
        } finally {
            if (!done) {
                numbers.giveBack(action.kind(), number);
            }
        }
    }

    private Map<String, Object> kept(Action action, Optional<Integer> number) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("system", system);
        document.put("kind", action.kind().name());
        document.put("action", action.key().value());
        document.put("naturalKey", action.naturalKey());
        number.ifPresent(
                value -> document.put("number", DocumentNumbers.text(action.kind(), value)));
        document.put("body", action.body());
        Path file = file(action);
        Path of = Files.createDirectories(folder(action.kind()));
        Path part = Files.createTempFile(of, ".part-", ".tmp");
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(Json.write(document));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(of, StandardOpenOption.READ)) {
            directory.force(true);
        }
        return document;
    }

    private Answer.Confirmed confirmed(Action action, Map<String, Object> document) {
        String number = Json.text(document, "number").orElse(action.naturalKey());
        return new Answer.Confirmed(
                Documents.changed(action).orElse(action.naturalKey()),
                Documents.facts(action, number));
    }

    private Path file(Action action) {
        return folder(action.kind()).resolve(fileName(action.naturalKey()) + ".json");
    }

    private Path folder(ActionKind kind) {
        return folder.resolve(DocumentNumbers.folder(kind));
    }

    /** A natural key as a file name: readable, without a separator, never a hidden file. */
    static String fileName(String naturalKey) {
        StringBuilder name = new StringBuilder();
        for (byte each : naturalKey.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xff);
            boolean plain =
                    Character.isLetterOrDigit(character) && character < 128
                            || character == '-'
                            || character == '_'
                            || (character == '.' && !name.isEmpty());
            if (plain) {
                name.append(character);
            } else {
                name.append('%').append(String.format("%02X", each & 0xff));
            }
        }
        return name.toString();
    }
}
