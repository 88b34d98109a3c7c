package throughline.twins;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Conditions of a query on the records of one object, each value of its field's own kind. */
final class CrmConditions {

    private final CrmPlanner planner;
    private final Soql.Query query;
    private final CrmObject object;

    CrmConditions(CrmPlanner planner, Soql.Query query, CrmObject object) {
        this.planner = planner;
        this.query = query;
        this.object = object;
    }

    Predicate<ObjectNode> holds(Soql.Condition condition) {
        return switch (condition) {
            case Soql.And(var all) -> {
                List<Predicate<ObjectNode>> each = all.stream().map(this::holds).toList();
                yield row -> each.stream().allMatch(one -> one.test(row));
            }
            case Soql.Or(var any) -> {
                if (any.stream().anyMatch(Soql.AmongFound.class::isInstance)) {
                    throw CrmRefusal.malformed(
                            query.text(),
                            query.from().at(),
                            "Semi join sub-selects are not allowed with the 'OR' operator");
                }
                List<Predicate<ObjectNode>> each = any.stream().map(this::holds).toList();
                yield row -> each.stream().anyMatch(one -> one.test(row));
            }
            case Soql.Not(var not) -> holds(not).negate();
            case Soql.Compared(var field, var by, var value) -> compared(field, by, value);
            case Soql.Among(var field, var not, var values) -> {
                List<Predicate<ObjectNode>> any = new ArrayList<>();
                values.forEach(value -> any.add(compared(field, "=", value)));
                yield row -> any.stream().anyMatch(one -> one.test(row)) != not;
            }
            case Soql.AmongFound(var field, var not, var inner) -> {
                CrmPlanner.Way way = filtered(field);
                Set<String> found = planner.found(inner);
                yield row -> found.contains(planner.value(way, row).asString("")) != not;
            }
        };
    }

    private CrmPlanner.Way filtered(Soql.Name name) {
        CrmPlanner.Way way = planner.way(query, object, name);
        if (!way.field().filterable()) {
            throw CrmRefusal.inQuery(
                    "INVALID_FIELD",
                    query.text(),
                    name.at(),
                    "field '%s' can not be filtered in a query call".formatted(name));
        }
        return way;
    }

    private Predicate<ObjectNode> compared(Soql.Name name, String by, Soql.Value value) {
        CrmPlanner.Way way = filtered(name);
        if (value instanceof Soql.Nothing) {
            if (!by.equals("=") && !by.equals("!=")) {
                throw wrong(name, way.field());
            }
            return row -> planner.value(way, row).isNull() == by.equals("=");
        }
        if (by.equals("LIKE")) {
            return like(way, name, value);
        }
        Side side = side(way.field(), name, value);
        return row -> {
            JsonNode here = planner.value(way, row);
            return here.isNull() ? by.equals("!=") : side.holds(here, by);
        };
    }

    private Predicate<ObjectNode> like(CrmPlanner.Way way, Soql.Name name, Soql.Value value) {
        if (!(value instanceof Soql.Text(var text))) {
            throw wrong(name, way.field());
        }
        StringBuilder pattern = new StringBuilder();
        for (char each : text.toCharArray()) {
            pattern.append(
                    each == '%' ? ".*" : each == '_' ? "." : Pattern.quote(String.valueOf(each)));
        }
        Pattern like =
                Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        return row -> like.matcher(planner.value(way, row).asString("")).matches();
    }

    /** What a field is compared with: one value, or all between two. */
    private record Side(Comparator<JsonNode> from, Comparator<JsonNode> until) {

        /** Both compare a value with a fixed one; the other side is not looked at. */
        boolean holds(JsonNode here, String by) {
            boolean before = from.compare(here, here) < 0;
            boolean after = until.compare(here, here) > 0;
            return switch (by) {
                case "=" -> !before && !after;
                case "!=" -> before || after;
                case "<" -> before;
                case "<=" -> !after;
                case ">" -> after;
                case ">=" -> !before;
                default -> throw new IllegalArgumentException(by);
            };
        }

        static Side at(Comparator<JsonNode> value) {
            return new Side(value, value);
        }
    }

    private Side side(CrmField field, Soql.Name name, Soql.Value value) {
        return switch (field.kind()) {
            case TEXT, PICKLIST, WEB -> {
                if (!(value instanceof Soql.Text(var text))) {
                    throw wrong(name, field);
                }
                yield Side.at((here, _) -> here.asString("").compareToIgnoreCase(text));
            }
            case ID, REFERENCE -> {
                if (!(value instanceof Soql.Text(var text)) || !CrmIds.wellFormed(text)) {
                    throw CrmRefusal.because(
                            400, "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: " + name);
                }
                yield Side.at((here, _) -> here.asString("").compareTo(CrmIds.whole(text)));
            }
            case TRUTH -> {
                if (!(value instanceof Soql.Truth(var truth))) {
                    throw wrong(name, field);
                }
                yield Side.at((here, _) -> Boolean.compare(here.asBoolean(), truth));
            }
            case MONEY, NUMBER, PERCENT -> {
                if (!(value instanceof Soql.Number(var number))) {
                    throw wrong(name, field);
                }
                yield Side.at((here, _) -> here.decimalValue().compareTo(number));
            }
            case DATE ->
                    switch (value) {
                        case Soql.Day(var day) -> Side.at((here, _) -> day(here).compareTo(day));
                        case Soql.Days days -> {
                            SoqlDays range = range(days);
                            yield new Side(
                                    (here, _) -> day(here).compareTo(range.from()),
                                    (here, _) -> day(here).isBefore(range.until()) ? 0 : 1);
                        }
                        case Soql.Text _, Soql.Number _, Soql.Truth _, Soql.Nothing _ ->
                                throw wrong(name, field);
                        case Soql.Moment _ -> throw wrong(name, field);
                    };
            case INSTANT -> instants(field, name, value);
            case AREA, ADDRESS -> throw wrong(name, field);
        };
    }

    private Side instants(CrmField field, Soql.Name name, Soql.Value value) {
        return switch (value) {
            case Soql.Moment(var moment) -> Side.at((here, _) -> instant(here).compareTo(moment));
            case Soql.Days days -> {
                SoqlDays range = range(days);
                Instant from = range.from().atStartOfDay(ZoneOffset.UTC).toInstant();
                Instant until = range.until().atStartOfDay(ZoneOffset.UTC).toInstant();
                yield new Side(
                        (here, _) -> instant(here).compareTo(from),
                        (here, _) -> instant(here).isBefore(until) ? 0 : 1);
            }
            case Soql.Text _, Soql.Number _, Soql.Truth _, Soql.Nothing _, Soql.Day _ ->
                    throw wrong(name, field);
        };
    }

    private SoqlDays range(Soql.Days days) {
        return SoqlDays.of(days.word(), days.n(), planner.today())
                .orElseThrow(
                        () ->
                                CrmRefusal.malformed(
                                        query.text(),
                                        days.at(),
                                        "unexpected token: '" + days.word() + "'"));
    }

    private Refused wrong(Soql.Name name, CrmField field) {
        String kind =
                field.kind() == CrmField.Kind.INSTANT
                        ? "dateTime and should not be enclosed in quotes"
                        : field.kind().word();
        return CrmRefusal.inQuery(
                "INVALID_FIELD",
                query.text(),
                name.at(),
                "value of filter criterion for field '%s' must be of type %s"
                        .formatted(name.last(), kind));
    }

    /** The order of the values of a field, none of them nothing. */
    static Comparator<JsonNode> ofKind(CrmField field) {
        return switch (field.kind()) {
            case MONEY, NUMBER, PERCENT -> Comparator.comparing(CrmConditions::number);
            case TRUTH -> Comparator.comparing(JsonNode::asBoolean);
            case ID, REFERENCE, DATE, INSTANT -> Comparator.comparing(each -> each.asString(""));
            case TEXT, PICKLIST, WEB, AREA, ADDRESS ->
                    Comparator.comparing(each -> each.asString("").toLowerCase(Locale.ROOT));
        };
    }

    private static BigDecimal number(JsonNode node) {
        return node.decimalValue();
    }

    private static LocalDate day(JsonNode node) {
        return LocalDate.parse(node.asString(""));
    }

    private static Instant instant(JsonNode node) {
        return CrmValues.instant(node.asString(""));
    }
}
