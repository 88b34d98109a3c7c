package throughline.connectors.declared;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Json;
import throughline.connectors.Judge;
import throughline.connectors.Reply;
import throughline.landscape.build.Reading;

/**
 * What a system's answers mean: the rules of its file, in their order, and where none applies what
 * HTTP says. An answer to a remote procedure that carries an error is a failure also under 200.
 */
record AnswerRules(List<Rule> rules, Encoding encoding, boolean procedures) implements Judge {

    private static final int LONGEST_SENTENCE = 400;

    AnswerRules {
        rules = List.copyOf(rules);
    }

    /** One rule: the first that holds decides. */
    record Rule(
            Term when,
            Verdict verdict,
            Optional<Term> code,
            Optional<Term> sentence,
            Optional<Term> after) {}

    /** Reads the rules. */
    static List<Rule> read(Reading file, Naming naming) {
        List<Rule> rules = new ArrayList<>();
        for (Reading each : file.sections("errors", "A rule of errors")) {
            Optional<Term> when = each.tree("when").flatMap(t -> naming.condition("when", t));
            if (!each.has("when")) {
                each.missing("when");
            }
            Optional<Verdict> verdict = verdict(each);
            Optional<Term> code = each.tree("code").flatMap(t -> naming.term("code", t));
            Optional<Term> sentence =
                    each.tree("sentence").flatMap(t -> naming.term("sentence", t));
            Optional<Term> after = each.tree("after").flatMap(t -> naming.term("after", t));
            each.done();
            if (when.isPresent() && verdict.isPresent()) {
                rules.add(new Rule(when.get(), verdict.get(), code, sentence, after));
            }
        }
        return rules;
    }

    private static Optional<Verdict> verdict(Reading rule) {
        String word = rule.text("is");
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(verdict);
            }
        }
        if (!word.isEmpty()) {
            rule.defect(
                    "is",
                    "bad-value",
                    ("is says %s. Use done, refused, limited, unauthorized, undone, failed or"
                                    + " unreadable.")
                            .formatted(word));
        }
        return Optional.empty();
    }

    /** These rules after another one. */
    AnswerRules after(Optional<Term> done) {
        List<Rule> all = new ArrayList<>();
        done.ifPresent(
                term ->
                        all.add(
                                new Rule(
                                        term,
                                        Verdict.DONE,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())));
        all.addAll(rules);
        return new AnswerRules(all, encoding, procedures);
    }

    /** What expressions about an answer read of it. */
    Given given(Given before, Reply reply) {
        Map<String, Object> headers = new LinkedHashMap<>();
        reply.headers()
                .map()
                .forEach(
                        (name, values) ->
                                headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return before.with("answer", body(reply))
                .with("headers", headers)
                .with("status", (long) reply.status());
    }

    private @Nullable Object body(Reply reply) {
        return encoding.decoded(Json.value(reply.body()).orElse(null));
    }

    private Optional<Rule> ruling(Given given) {
        return rules.stream().filter(rule -> rule.when().holds(given)).findFirst();
    }

    @Override
    public boolean expired(Reply reply) {
        return ruling(given(Given.NOTHING, reply))
                .map(rule -> rule.verdict() == Verdict.UNAUTHORIZED)
                .orElse(reply.status() == 401);
    }

    @Override
    public Reply judged(ConnectorException.Call call, Reply reply) {
        Given given = given(Given.NOTHING, reply);
        Optional<Rule> ruling = ruling(given);
        if (ruling.isPresent()) {
            if (ruling.get().verdict() == Verdict.DONE) {
                return reply;
            }
            throw failure(call, ruling.get(), given, reply);
        }
        Reply usual = Judge.USUAL.judged(call, reply);
        Object error = procedures ? usual.object().get("error") : null;
        if (error != null) {
            throw new ConnectorException(
                    call, Kind.FAILED, "error", "it answered with the error " + shortened(error));
        }
        return usual;
    }

    private ConnectorException failure(
            ConnectorException.Call call, Rule rule, Given given, Reply reply) {
        String code = said(rule.code(), given).orElse("http-" + reply.status());
        String sentence =
                said(rule.sentence(), given)
                        .map(AnswerRules::shortened)
                        .orElseGet(() -> "it answered " + reply.status() + ", " + code);
        return new ConnectorException(
                call, rule.verdict().kind(), code, sentence, wait(rule, given, reply), null);
    }

    private Optional<Duration> wait(Rule rule, Given given, Reply reply) {
        Optional<Duration> said =
                said(rule.after(), given)
                        .filter(text -> text.matches("[0-9]{1,7}([.][0-9]+)?"))
                        .map(
                                text ->
                                        Duration.ofMillis(
                                                new BigDecimal(text)
                                                        .movePointRight(3)
                                                        .longValue()));
        return said.or(() -> Judge.retryAfter(reply));
    }

    private static Optional<String> said(Optional<Term> term, Given given) {
        try {
            return term.flatMap(found -> found.text(given));
        } catch (NoValueException unsaid) {
            return Optional.empty();
        }
    }

    private static String shortened(Object said) {
        String text = said.toString().strip();
        return text.substring(0, Math.min(text.length(), LONGEST_SENTENCE));
    }
}
