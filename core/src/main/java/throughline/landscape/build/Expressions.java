package throughline.landscape.build;

import dev.cel.common.types.CelType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import throughline.landscape.expression.Compiled;
import throughline.landscape.expression.Expression;
import throughline.landscape.expression.Problem;
import throughline.landscape.expression.Types;
import throughline.landscape.expression.Vocabulary;

/** Compiles what is written in files; what does not compile becomes defects at its place. */
public final class Expressions {

    private static final Pattern CODE = Pattern.compile("['\"]([A-Z]{3})['\"]");

    private final Vocabulary vocabulary;
    private final Defects defects;

    /** Compiles against a vocabulary and notes defects. */
    public Expressions(Vocabulary vocabulary, Defects defects) {
        this.vocabulary = vocabulary;
        this.defects = defects;
    }

    /** What they may name. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The same with one more variable of a type that only records tell. */
    public Expressions with(String variable) {
        return new Expressions(vocabulary.with(variable, Types.ANY), defects);
    }

    /** An expression that makes a value of this kind. */
    Optional<Expression> of(Kind kind, boolean required, String name, Tree tree) {
        Optional<Expression> expression = any(name, tree);
        expression.ifPresent(
                found -> {
                    if (!kind.accepts(found.type())) {
                        defects.add(
                                tree.place(),
                                "wrong-type",
                                "%s must be %s, but %s is %s. Use %s."
                                        .formatted(
                                                name,
                                                kind.words(),
                                                found.text(),
                                                words(found.type()),
                                                kind.remedy()));
                    } else if (required && found.text().strip().equals("null")) {
                        defects.add(
                                tree.place(), "missing", name + " is required. Give it a value.");
                    }
                    new MeantWords(vocabulary, defects)
                            .check(kind, name, found.text(), tree.place());
                });
        return expression;
    }

    /** An expression that is true or false. */
    public Optional<Expression> condition(String name, Tree tree) {
        return of(Kind.TRUTH, false, name, tree);
    }

    /** The same over facts of gates, with which it is tried. */
    Optional<Expression> onFacts(String name, Tree tree) {
        Optional<Expression> condition = of(Kind.TRUTH, true, name, tree);
        if (condition.isEmpty() || !(tree instanceof Tree.Text text)) {
            return condition;
        }
        List<Problem> problems = List.of();
        for (CurrencyUnit currency : currencies(text.value())) {
            problems =
                    vocabulary.tried(text.value(), SampleFacts.in(currency), SampleFacts.words());
            if (problems.isEmpty()) {
                return condition;
            }
        }
        problems.forEach(problem -> defect(name, text, problem));
        return Optional.empty();
    }

    /** Those that a text names: what it compares with its amounts are amounts of one of them. */
    private static List<CurrencyUnit> currencies(String text) {
        Set<CurrencyUnit> found = new LinkedHashSet<>();
        Matcher codes = CODE.matcher(text);
        while (codes.find()) {
            CurrencyUnit.registeredCurrencies().stream()
                    .filter(each -> each.getCode().equals(codes.group(1)))
                    .forEach(found::add);
        }
        found.add(CurrencyUnit.EUR);
        return List.copyOf(found);
    }

    /** Anything that sorts. */
    Optional<Expression> versionOf(Tree tree) {
        return any("version", tree);
    }

    /** A list of anything. */
    Optional<Expression> list(String name, Tree tree) {
        Optional<Expression> expression = any(name, tree);
        expression.ifPresent(
                found -> {
                    boolean list = found.type().kind() == Types.LIST.kind();
                    if (!list && !found.type().equals(Types.ANY)) {
                        defects.add(
                                tree.place(),
                                "wrong-type",
                                "%s must be a list, but %s is %s. Name a list of the source."
                                        .formatted(name, found.text(), words(found.type())));
                    }
                });
        return expression;
    }

    /** An expression that makes anything. */
    public Optional<Expression> any(String name, Tree tree) {
        if (!(tree instanceof Tree.Text text)) {
            defects.add(tree.place(), "bad-shape", name + " must be one expression.");
            return Optional.empty();
        }
        return switch (vocabulary.compile(text.value())) {
            case Compiled.Usable(Expression expression) ->
                    Optional.of(expression.at(text.place().line()));
            case Compiled.Unusable unusable -> {
                unusable.problems().forEach(problem -> defect(name, text, problem));
                yield Optional.empty();
            }
        };
    }

    private void defect(String name, Tree.Text text, Problem problem) {
        Place start = text.place();
        Place place =
                problem.line() == 0
                        ? new Place(start.file(), start.line(), start.column() + problem.column())
                        : new Place(
                                start.file(), start.line() + problem.line(), problem.column() + 1);
        defects.add(
                place, "bad-expression", "%s: %s".formatted(name, sentence(problem.sentence())));
    }

    /** The parser's words without what only its makers understand. */
    private static String sentence(String parsers) {
        String words = parsers.split("\n", 2)[0].replace(" (in container '')", "");
        int expecting = words.indexOf(" expecting ");
        String what = expecting < 0 ? words : words.substring(0, expecting) + " in an expression";
        return what.endsWith(".") ? what : what + ". Correct the expression.";
    }

    private static String words(CelType type) {
        return switch (type.name()) {
            case "string" -> "a text";
            case "int" -> "a whole number";
            case "bool" -> "true or false";
            case "money" -> "an amount";
            case "date" -> "a date";
            case "instant" -> "a point in time";
            case "decimal" -> "a decimal number";
            case "key" -> "a key";
            case String other -> "a " + other;
        };
    }
}
