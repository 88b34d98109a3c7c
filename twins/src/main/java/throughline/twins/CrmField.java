package throughline.twins;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field of an object, as describe tells of it.
 *
 * @param length the longest text that it takes; 0 where that is not a question
 * @param needed whether a record cannot be made without it
 * @param given whether the system alone sets it
 * @param key whether it is an external id, by which records may be found and upserted
 * @param unique whether no two records of its object have the same
 * @param lookup what it refers to; empty for anything but a reference
 */
record CrmField(
        String name,
        Kind kind,
        int length,
        boolean needed,
        boolean given,
        boolean key,
        boolean unique,
        Optional<Lookup> lookup) {

    /** What a field holds, in the words of describe. */
    enum Kind {
        ID("id"),
        TEXT("string"),
        AREA("textarea"),
        PICKLIST("picklist"),
        WEB("url"),
        TRUTH("boolean"),
        MONEY("currency"),
        NUMBER("double"),
        PERCENT("percent"),
        DATE("date"),
        INSTANT("datetime"),
        REFERENCE("reference"),
        ADDRESS("address");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        boolean numeric() {
            return this == MONEY || this == NUMBER || this == PERCENT;
        }
    }

    /**
     * A reference to another object.
     *
     * @param relationship how queries go from here to the other
     * @param children how queries come back from there
     * @param cascade whether records go with the one that they refer to
     */
    record Lookup(String to, String relationship, String children, boolean cascade) {}

    static CrmField of(String name, Kind kind) {
        int length =
                switch (kind) {
                    case ID, REFERENCE -> 18;
                    case TEXT, PICKLIST, WEB -> 255;
                    case AREA -> 32_768;
                    case TRUTH, MONEY, NUMBER, PERCENT, DATE, INSTANT, ADDRESS -> 0;
                };
        return new CrmField(name, kind, length, false, false, false, false, Optional.empty());
    }

    CrmField must() {
        return new CrmField(name, kind, length, true, given, key, unique, lookup);
    }

    CrmField bySystem() {
        return new CrmField(name, kind, length, needed, true, key, unique, lookup);
    }

    CrmField asKey(boolean ofOneOnly) {
        return new CrmField(name, kind, length, needed, given, true, ofOneOnly, lookup);
    }

    CrmField atMost(int characters) {
        return new CrmField(name, kind, characters, needed, given, key, unique, lookup);
    }

    CrmField to(String object, String children, boolean cascade) {
        String relationship =
                name.endsWith("__c")
                        ? name.substring(0, name.length() - 3) + "__r"
                        : name.replaceFirst("Id$", "");
        return new CrmField(
                name,
                kind,
                length,
                needed,
                given,
                key,
                unique,
                Optional.of(new Lookup(object, relationship, children, cascade)));
    }

    boolean custom() {
        return name.endsWith("__c");
    }

    /** Whether conditions and orders may name it. */
    boolean filterable() {
        return kind != Kind.AREA && kind != Kind.ADDRESS;
    }

    ObjectNode described() {
        ObjectNode node = Json.object();
        node.put("name", name).put("label", name.replace("__c", "")).put("type", kind.word());
        node.put("length", length).put("custom", custom()).put("nillable", !needed && !given);
        node.put("createable", !given).put("updateable", !given);
        node.put("externalId", key).put("unique", unique).put("idLookup", key || kind == Kind.ID);
        node.put("filterable", filterable()).put("sortable", filterable());
        node.put("calculated", false).put("deprecatedAndHidden", false);
        node.put("defaultedOnCreate", kind == Kind.TRUTH || given);
        node.putNull("compoundFieldName");
        lookup.ifPresentOrElse(
                to -> {
                    node.putArray("referenceTo").add(to.to());
                    node.put("relationshipName", to.relationship());
                },
                () -> {
                    node.putArray("referenceTo");
                    node.putNull("relationshipName");
                });
        node.putArray("picklistValues");
        return node;
    }

    static List<CrmField> list(Kind kind, String... names) {
        return java.util.Arrays.stream(names).map(name -> of(name, kind)).toList();
    }
}
