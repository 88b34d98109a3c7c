package throughline.twins;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What fields take, and how the CRM writes it: instants to the second, with {@code +0000}. */
final class CrmValues {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'.000+0000'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CrmValues() {}

    static String stamp(Instant instant) {
        return STAMP.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    static Instant instant(String stamp) {
        return OffsetDateTime.parse(stamp.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
                .toInstant();
    }

    /**
     * The value as it is kept.
     *
     * @throws Refused when the field does not take it
     */
    static JsonNode kept(CrmField field, JsonNode given) {
        if (given.isNull()) {
            return given;
        }
        return switch (field.kind()) {
            case ID, REFERENCE -> id(field, given);
            case TEXT, AREA, PICKLIST, WEB -> text(field, given);
            case TRUTH -> {
                if (!given.isBoolean()) {
                    throw unreadable(field, given);
                }
                yield given;
            }
            case MONEY, NUMBER, PERCENT -> number(field, given);
            case DATE -> {
                try {
                    yield NODES.stringNode(LocalDate.parse(given.asString("")).toString());
                } catch (DateTimeParseException e) {
                    throw unreadable(field, given);
                }
            }
            case INSTANT -> {
                try {
                    yield NODES.stringNode(stamp(instant(given.asString(""))));
                } catch (DateTimeParseException e) {
                    throw unreadable(field, given);
                }
            }
            case ADDRESS -> throw unreadable(field, given);
        };
    }

    private static JsonNode id(CrmField field, JsonNode given) {
        String id = given.asString("");
        if (!CrmIds.wellFormed(id)) {
            throw CrmRefusal.because(
                    400,
                    "MALFORMED_ID",
                    field.name() + ": id value of incorrect type: " + id,
                    field.name());
        }
        return NODES.stringNode(CrmIds.whole(id));
    }

    private static JsonNode text(CrmField field, JsonNode given) {
        if (given.isContainer()) {
            throw unreadable(field, given);
        }
        String text = given.asString("").strip();
        if (text.length() > field.length()) {
            throw CrmRefusal.because(
                    400,
                    "STRING_TOO_LONG",
                    "%s: data value too large: %s (max length=%d)"
                            .formatted(field.name(), text, field.length()),
                    field.name());
        }
        return text.isEmpty() ? NODES.nullNode() : NODES.stringNode(text);
    }

    private static JsonNode number(CrmField field, JsonNode given) {
        if (given.isNumber()) {
            return DecimalNode.valueOf(given.decimalValue());
        }
        try {
            return DecimalNode.valueOf(new java.math.BigDecimal(given.asString("")));
        } catch (NumberFormatException e) {
            throw unreadable(field, given);
        }
    }

    private static Refused unreadable(CrmField field, JsonNode given) {
        return CrmRefusal.because(
                400,
                "JSON_PARSER_ERROR",
                "Cannot deserialize instance of %s from %s value %s or request may be missing a"
                                .formatted(
                                        field.kind().word(),
                                        "VALUE_" + given.getNodeType(),
                                        given.isContainer() ? "" : given.asString(""))
                        + " required field");
    }
}
