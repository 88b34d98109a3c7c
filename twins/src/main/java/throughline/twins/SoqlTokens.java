package throughline.twins;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a query, one after the other. */
final class SoqlTokens {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(?<text>'(?:[^'\\\\]++|\\\\.)*+')"
                            + "|(?<moment>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?"
                            + "(?:Z|[+-]\\d\\d:?\\d\\d))"
                            + "|(?<day>\\d{4}-\\d\\d-\\d\\d)"
                            + "|(?<number>[+-]?\\d+(?:\\.\\d+)?)"
                            + "|(?<name>[A-Za-z]\\w*(?:\\.[A-Za-z]\\w*)*)"
                            + "|(?<sign><=|>=|!=|<>|[<>=(),:]))");

    private final String soql;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    /** What a token is. */
    enum Kind {
        TEXT,
        MOMENT,
        DAY,
        NUMBER,
        NAME,
        SIGN,
        END
    }

    /** One token and where it stands. */
    record Token(Kind kind, String text, int at) {
        boolean is(String word) {
            return (kind == Kind.NAME || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
        }
    }

    SoqlTokens(String soql) {
        this.soql = soql;
        Matcher token = TOKEN.matcher(soql);
        int at = 0;
        while (at < soql.stripTrailing().length()) {
            token.region(at, soql.length());
            if (!token.lookingAt()) {
                throw CrmRefusal.malformed(
                        soql, at, "unexpected token: '" + soql.strip().charAt(0) + "'");
            }
            for (Kind kind : Kind.values()) {
                String group = kind.name().toLowerCase(Locale.ROOT);
                if (kind != Kind.END && token.group(group) != null) {
                    tokens.add(new Token(kind, token.group(group), token.start(group)));
                }
            }
            at = token.end();
        }
        tokens.add(new Token(Kind.END, "<EOF>", soql.length()));
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    /** Takes a word if it comes next. */
    boolean takes(String word) {
        if (peek().is(word)) {
            take();
            return true;
        }
        return false;
    }

    Token take(Kind kind) {
        if (peek().kind() != kind) {
            throw unexpected();
        }
        return take();
    }

    void must(String word) {
        if (!takes(word)) {
            throw unexpected();
        }
    }

    Refused unexpected() {
        return CrmRefusal.malformed(soql, peek().at(), "unexpected token: '" + peek().text() + "'");
    }

    String text() {
        return soql;
    }
}
