package throughline.landscape.build;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import throughline.landscape.expression.Types;

/** What a canonical field holds. */
enum Kind {
    TEXT("a text", List.of(Types.TEXT), "text(...)"),
    LABEL("a text, a number or true or false", List.of(), "text(...)"),
    KEY("a record's key", List.of(Types.KEY), "key(type, id), require(type, id)"),
    MONEY("an amount", List.of(Types.MONEY), "money(amount, currency)"),
    DECIMAL("a decimal number", List.of(Types.DECIMAL, Types.WHOLE), "decimal(...)"),
    QUANTITY(
            "a decimal number that is not negative",
            List.of(Types.DECIMAL, Types.WHOLE),
            "decimal(...)"),
    DATE("a date", List.of(Types.DATE), "date(...)"),
    INSTANT("a point in time", List.of(Types.INSTANT), "instant(...)"),
    TRUTH("true or false", List.of(Types.TRUTH), "a condition"),
    STAGE("a stage (OPEN, WON, LOST)", List.of(Types.TEXT), "code(table, value)"),
    DOCUMENT("a document status (DRAFT, POSTED, VOID)", List.of(Types.TEXT), "code(table, value)"),
    CHANGE(
            "a change status (PROPOSED, APPROVED, REJECTED)",
            List.of(Types.TEXT),
            "code(table, value)"),
    TIME(
            "a time status (DRAFT, SUBMITTED, APPROVED, DELETED)",
            List.of(Types.TEXT),
            "code(table, value)");

    private final String words;
    private final List<CelType> types;
    private final String remedy;

    Kind(String words, List<CelType> types, String remedy) {
        this.words = words;
        this.types = types;
        this.remedy = remedy;
    }

    /** How sentences name it. */
    String words() {
        return words;
    }

    /** What makes one of it. */
    String remedy() {
        return remedy;
    }

    /** Whether an expression of this type can be one. */
    boolean accepts(CelType type) {
        return this == LABEL
                || types.contains(type)
                || type.equals(Types.ANY)
                || type.equals(SimpleType.NULL_TYPE);
    }
}
