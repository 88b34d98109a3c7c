package throughline.observed;

/**
 * The name of one object in one outside system.
 *
 * @param system the system's name in the landscape, for example {@code crm}
 * @param type the record type as the landscape calls it, for example {@code opportunity}
 * @param id the external id
 */
public record RecordKey(String system, String type, String id) {

    public RecordKey {
        if (system.isBlank() || type.isBlank() || id.isBlank()) {
            throw new IllegalArgumentException("system, type and id must not be blank");
        }
    }

    @Override
    public String toString() {
        return system + ":" + type + ":" + id;
    }
}
