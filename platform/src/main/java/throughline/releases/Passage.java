package throughline.releases;

import java.util.OptionalInt;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;

/** What of a landscape a change is about, as far as what is kept can tell what went through it. */
public sealed interface Passage {

    /** A part as a whole: {@code systems/erp}, {@code policies/gates}. */
    record Whole(String part) implements Passage {}

    /**
     * A row of a table.
     *
     * @param table {@code tax-treatment}, or of a unit of its own {@code americas/rate-card}
     * @param asks what the row asks for, as a change tells it; the same through all releases
     * @param line in the file of the release that is in force; empty for a row that is new
     */
    record Row(String table, String asks, OptionalInt line) implements Passage {

        /** The table's name without its unit's. */
        String ownName() {
            return table.substring(table.lastIndexOf('/') + 1);
        }
    }

    /**
     * A field that a mapping gives to the records of one type.
     *
     * @param field of the canonical record; one that is not given yet has nothing to be told of
     */
    record Field(String system, String type, String field) implements Passage {}

    /**
     * What a change of a file is about: what is said of one legal entity, its engagements only.
     *
     * @param what as the change tells it
     */
    static Passage ofFile(String part, String what, Release release) {
        return new Whole(
                release.legalEntities().stream()
                        .map(LegalEntity::code)
                        .filter(_ -> part.equals("landscape"))
                        .filter(code -> what.startsWith("entities." + code + "."))
                        .findFirst()
                        .map(code -> "entities/" + code)
                        .orElse(part));
    }
}
