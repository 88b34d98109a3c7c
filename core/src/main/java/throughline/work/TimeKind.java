package throughline.work;

import java.util.Map;
import java.util.Optional;
import throughline.observed.CanonicalRecord.TimeEntry;

/**
 * The kind of time that a customer sees on an invoice: the role, and where the delivery system
 * tells them apart the type of the time, such as overtime or travel. Whether an hour is overtime is
 * said by the system that sees a person's whole day, over all projects.
 *
 * @param role empty when the entry has none
 * @param type empty for ordinary time
 */
record TimeKind(Optional<String> role, Optional<String> type) {

    private static final String TYPE = "time-type";

    static TimeKind of(TimeEntry entry) {
        return new TimeKind(
                entry.role().filter(role -> !role.isEmpty()),
                Optional.ofNullable(entry.attributes().get(TYPE)).filter(type -> !type.isBlank()));
    }

    /** The kind that a label tells. */
    static TimeKind named(String label) {
        int opens = label.lastIndexOf(" (");
        boolean typed = opens >= 0 && label.endsWith(")");
        String role = typed ? label.substring(0, opens) : label;
        Optional<String> type =
                typed
                        ? Optional.of(label.substring(opens + 2, label.length() - 1))
                        : Optional.empty();
        return new TimeKind(Optional.of(role).filter(name -> !name.isEmpty()), type);
    }

    /** How it is written on invoices: {@code consultant (overtime)}. */
    String label() {
        return role.orElse("") + type.map(name -> " (" + name + ")").orElse("");
    }

    /** Adds what decision tables are asked with. */
    void describe(Map<String, String> inputs) {
        role.ifPresent(name -> inputs.put("role", name));
        type.ifPresent(name -> inputs.put(TYPE, name));
    }
}
