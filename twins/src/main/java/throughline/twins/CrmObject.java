package throughline.twins;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An object of the CRM: its name, the beginning of its ids, and its fields in their order. */
final class CrmObject {

    private final String name;
    private final String prefix;
    private final List<CrmField> fields;
    private volatile Instant describedAt = Instant.now();

    CrmObject(String name, String prefix, List<CrmField> fields) {
        this.name = name;
        this.prefix = prefix;
        this.fields = new ArrayList<>(fields);
    }

    String name() {
        return name;
    }

    String prefix() {
        return prefix;
    }

    synchronized List<CrmField> fields() {
        return List.copyOf(fields);
    }

    /** Names are the same in any case, as everywhere in queries. */
    Optional<CrmField> field(String named) {
        return fields().stream().filter(each -> each.name().equalsIgnoreCase(named)).findFirst();
    }

    /** Whoever administers the CRM took a field away. */
    synchronized void withdraw(String named) {
        fields.removeIf(each -> each.name().equals(named));
        describedAt = Instant.now();
    }

    /** Whoever administers the CRM added a field. */
    synchronized void introduce(CrmField field) {
        fields.add(field);
        describedAt = Instant.now();
    }

    /** When its description changed last. */
    Instant describedAt() {
        return describedAt;
    }

    boolean deletable() {
        return field("IsDeleted").isPresent();
    }

    @Override
    public String toString() {
        return name;
    }
}
