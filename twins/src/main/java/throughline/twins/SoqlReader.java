package throughline.twins;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import throughline.twins.SoqlTokens.Kind;
import throughline.twins.SoqlTokens.Token;

/** Reads queries. */
final class SoqlReader {

    private static final int LONGEST = 100_000;
    private static final Set<String> SIGNS = Set.of("=", "!=", "<>", "<", "<=", ">", ">=");

    private final SoqlTokens tokens;

    private SoqlReader(SoqlTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * The query that a text is.
     *
     * @throws Refused when it is none
     */
    static Soql.Query read(String soql) {
        if (soql.length() > LONGEST) {
            throw CrmRefusal.because(400, "MALFORMED_QUERY", "SOQL statements are too long");
        }
        SoqlReader reader = new SoqlReader(new SoqlTokens(soql));
        Soql.Query query = reader.query();
        if (reader.tokens.peek().kind() != Kind.END) {
            throw reader.tokens.unexpected();
        }
        return query;
    }

    private Soql.Query query() {
        tokens.must("SELECT");
        List<Soql.Item> items = new ArrayList<>();
        boolean counts = false;
        do {
            if (tokens.peek().is("COUNT")) {
                tokens.take();
                tokens.must("(");
                tokens.must(")");
                counts = true;
            } else {
                items.add(item());
            }
        } while (tokens.takes(","));
        if (counts && !items.isEmpty()) {
            throw tokens.unexpected();
        }
        tokens.must("FROM");
        Soql.Name from = name();
        Optional<Soql.Condition> where =
                tokens.takes("WHERE") ? Optional.of(or()) : Optional.empty();
        List<Soql.Order> order = new ArrayList<>();
        if (tokens.takes("ORDER")) {
            tokens.must("BY");
            do {
                order.add(order());
            } while (tokens.takes(","));
        }
        OptionalInt limit = tokens.takes("LIMIT") ? count() : OptionalInt.empty();
        OptionalInt offset = tokens.takes("OFFSET") ? count() : OptionalInt.empty();
        return new Soql.Query(tokens.text(), items, from, where, order, limit, offset, counts);
    }

    private OptionalInt count() {
        Token token = tokens.take(Kind.NUMBER);
        if (!token.text().matches("\\d{1,9}")) {
            throw CrmRefusal.malformed(tokens.text(), token.at(), "bad number");
        }
        return OptionalInt.of(Integer.parseInt(token.text()));
    }

    private Soql.Item item() {
        if (tokens.takes("(")) {
            Soql.Query children = query();
            tokens.must(")");
            return new Soql.Children(children);
        }
        Token token = tokens.peek();
        if (token.is("FIELDS")) {
            tokens.take();
            tokens.must("(");
            String which = tokens.take(Kind.NAME).text().toUpperCase(Locale.ROOT);
            if (!Set.of("ALL", "STANDARD", "CUSTOM").contains(which)) {
                throw CrmRefusal.malformed(tokens.text(), token.at(), "unexpected token: " + which);
            }
            tokens.must(")");
            return new Soql.Fields(which, token.at());
        }
        return new Soql.Field(name());
    }

    private Soql.Name name() {
        Token token = tokens.take(Kind.NAME);
        return new Soql.Name(List.of(token.text().split("\\.")), token.at());
    }

    private Soql.Order order() {
        Soql.Name field = name();
        boolean descending = tokens.takes("DESC");
        if (!descending) {
            tokens.takes("ASC");
        }
        boolean nullsLast = descending;
        if (tokens.takes("NULLS")) {
            nullsLast = tokens.takes("LAST");
            if (!nullsLast) {
                tokens.must("FIRST");
            }
        }
        return new Soql.Order(field, descending, nullsLast);
    }

    /** Alternatives; whoever mixes them with AND must say by parentheses what is meant. */
    private Soql.Condition or() {
        List<Soql.Condition> conditions = new ArrayList<>(List.of(one()));
        if (tokens.peek().is("AND")) {
            while (tokens.takes("AND")) {
                conditions.add(one());
            }
            if (tokens.peek().is("OR")) {
                throw tokens.unexpected();
            }
            return new Soql.And(conditions);
        }
        while (tokens.takes("OR")) {
            conditions.add(one());
        }
        if (tokens.peek().is("AND")) {
            throw tokens.unexpected();
        }
        return conditions.size() == 1 ? conditions.getFirst() : new Soql.Or(conditions);
    }

    private Soql.Condition one() {
        if (tokens.takes("NOT")) {
            return new Soql.Not(one());
        }
        if (tokens.takes("(")) {
            Soql.Condition within = or();
            tokens.must(")");
            return within;
        }
        Soql.Name field = name();
        boolean not = tokens.takes("NOT");
        if (not || tokens.peek().is("IN")) {
            tokens.must("IN");
            return among(field, not);
        }
        if (tokens.takes("LIKE")) {
            return new Soql.Compared(field, "LIKE", value());
        }
        Token sign = tokens.take(Kind.SIGN);
        if (!SIGNS.contains(sign.text())) {
            throw CrmRefusal.malformed(
                    tokens.text(), sign.at(), "unexpected token: '" + sign.text() + "'");
        }
        return new Soql.Compared(field, sign.text().replace("<>", "!="), value());
    }

    private Soql.Condition among(Soql.Name field, boolean not) {
        tokens.must("(");
        if (tokens.peek().is("SELECT")) {
            Soql.Query query = query();
            tokens.must(")");
            return new Soql.AmongFound(field, not, query);
        }
        List<Soql.Value> values = new ArrayList<>();
        do {
            values.add(value());
        } while (tokens.takes(","));
        tokens.must(")");
        return new Soql.Among(field, not, values);
    }

    private Soql.Value value() {
        Token token = tokens.take();
        try {
            return switch (token.kind()) {
                case TEXT ->
                        new Soql.Text(
                                token.text()
                                        .substring(1, token.text().length() - 1)
                                        .replaceAll("\\\\(.)", "$1"));
                case MOMENT -> new Soql.Moment(CrmValues.instant(token.text()));
                case DAY -> new Soql.Day(LocalDate.parse(token.text()));
                case NUMBER -> new Soql.Number(new BigDecimal(token.text()));
                case NAME -> word(token);
                case SIGN, END ->
                        throw CrmRefusal.malformed(
                                tokens.text(),
                                token.at(),
                                "unexpected token: '" + token.text() + "'");
            };
        } catch (DateTimeException e) {
            throw CrmRefusal.malformed(tokens.text(), token.at(), "invalid date: " + token.text());
        }
    }

    private Soql.Value word(Token token) {
        return switch (token.text().toUpperCase(Locale.ROOT)) {
            case "TRUE" -> new Soql.Truth(true);
            case "FALSE" -> new Soql.Truth(false);
            case "NULL" -> new Soql.Nothing();
            default -> {
                String word = token.text().toUpperCase(Locale.ROOT);
                int n = tokens.takes(":") ? count().orElse(0) : 0;
                yield new Soql.Days(word, n, token.at());
            }
        };
    }
}
