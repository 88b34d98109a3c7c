package throughline.connectors;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.align.Action;
import throughline.align.ActionKind;

/** What documents carry whichever system posts them. */
final class Documents {

    /** Everything is written, made records are searched for, and writing twice is writing once. */
    static final Capabilities ALL_BY_NATURAL_KEY =
            new Capabilities(
                    EnumSet.allOf(ActionKind.class),
                    EnumSet.complementOf(
                            EnumSet.of(ActionKind.WRITE_BACK, ActionKind.UPDATE_PROJECT)),
                    EnumSet.allOf(ActionKind.class),
                    Set.of(),
                    Duration.ZERO);

    private Documents() {}

    /** The id of the record that a write changes; empty for a write that makes one. */
    static Optional<String> changed(Action action) {
        return action.kind() == ActionKind.WRITE_BACK || action.kind() == ActionKind.UPDATE_PROJECT
                ? Json.text(action.body(), "id")
                : Optional.empty();
    }

    /** Whether the receiving system numbers documents of this kind. */
    static boolean numbered(ActionKind kind) {
        return switch (kind) {
            case POST_INVOICE, POST_CREDIT_NOTE, POST_JOURNAL -> true;
            case CREATE_CUSTOMER, CREATE_CONTRACT, CREATE_PROJECT, UPDATE_PROJECT, WRITE_BACK ->
                    false;
        };
    }

    /**
     * The facts of a document in a system that decides nothing but the number: it keeps the date
     * that it was given and adds no tax.
     */
    static Map<String, String> facts(Action action, String number) {
        if (!numbered(action.kind())) {
            return Map.of();
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("number", number);
        Json.text(action.body(), "date").ifPresent(date -> facts.put("date", date));
        facts.put("tax", "0");
        return facts;
    }

    /** The id that a vendor gave to a record. */
    static Optional<String> identified(Map<String, Object> record) {
        return Json.text(record, "id").filter(id -> !id.isBlank());
    }

    /** What a financial system decided itself, as far as it says so. */
    static Map<String, String> decided(Map<String, Object> document) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String name : List.of("number", "tax", "date")) {
            Json.text(document, name).ifPresent(value -> facts.put(name, value));
        }
        return facts;
    }

    /** What a search brought. */
    static Probe found(List<Map<String, Object>> records) {
        return records.stream()
                .flatMap(
                        record ->
                                identified(record)
                                        .map(id -> new Probe.Found(id, decided(record)))
                                        .stream())
                .<Probe>map(found -> found)
                .findFirst()
                .orElseGet(Probe.NotFound::new);
    }

    /** An answer that says yes and not to what, or to something else. */
    static Answer withoutId(String system, Action action) {
        return new Answer.Ambiguous(
                ConnectorException.Kind.UNREADABLE,
                "Cannot tell what became of "
                        + action.key()
                        + ": "
                        + system
                        + " answered without its id.");
    }
}
