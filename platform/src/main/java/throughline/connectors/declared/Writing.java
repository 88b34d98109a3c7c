package throughline.connectors.declared;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.align.Action;
import throughline.connectors.Answer;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Probe;
import throughline.connectors.Reply;
import throughline.connectors.VendorHttp;

/**
 * Brings one action about, by the plan of its kind: looks for what an earlier attempt began, makes
 * the calls in their order, and reads what the system decided.
 */
final class Writing {

    private final HttpSystem system;
    private final VendorHttp http;
    private final WritePlan plan;
    private final Action action;
    private final Given start;
    private boolean changed;

    Writing(HttpSystem system, VendorHttp http, WritePlan plan, Action action, String key) {
        this.system = system;
        this.http = http;
        this.plan = plan;
        this.action = action;
        Map<String, Object> about = new HashMap<>();
        about.put("key", action.key().value());
        about.put("kind", action.kind().name());
        about.put("naturalKey", action.naturalKey());
        about.put("idempotencyKey", key);
        this.start =
                Given.NOTHING
                        .with("action", about)
                        .with("body", action.body())
                        .with("values", system.values());
    }

    Answer written() {
        try {
            Optional<Object> found =
                    plan.findFirst() ? find(plan.find().orElseThrow()) : Optional.empty();
            if (found.isPresent() && finished(found.get())) {
                return confirmed(found.get());
            }
            return recorded(stepped(start.with("found", found.orElse(null)), plan.steps()));
        } catch (NoValueException none) {
            return changed
                    ? new Answer.Ambiguous(Kind.UNREADABLE, cannot(none.sentence()))
                    : new Answer.Rejected("not-expressible", cannot(none.sentence()));
        } catch (ConnectorException failed) {
            return answer(failed);
        }
    }

    /**
     * What a failed call means for the whole: before the first change nothing was written; after
     * it, what was begun is searched for unless the next attempt takes it up by itself.
     */
    private Answer answer(ConnectorException failed) {
        if (!changed) {
            return Answer.of(failed, true);
        }
        Answer answer = Answer.of(failed, plan.repeatable());
        boolean begun = answer instanceof Answer.Retryable && !plan.findFirst();
        return begun && !plan.repeatable()
                ? new Answer.Ambiguous(failed.kind(), failed.sentence())
                : answer;
    }

    private Given stepped(Given from, List<WritePlan.Step> steps) {
        Given given = from;
        for (WritePlan.Step step : steps) {
            boolean due = step.when().isEmpty() || isTrue(step.when().get(), given);
            given = given.with(step.name(), due ? made(step, given) : null);
        }
        return given;
    }

    private @Nullable Object made(WritePlan.Step step, Given given) {
        if (step.loop().isEmpty()) {
            return called(step, given);
        }
        WritePlan.Loop loop = step.loop().get();
        List<@Nullable Object> taken = new ArrayList<>();
        for (Object item : Lists.of(loop.list().value(given), loop.list().what())) {
            taken.add(called(step, given.with(loop.variable(), item)));
        }
        return taken;
    }

    private @Nullable Object called(WritePlan.Step step, Given given) {
        String operation = step.name() + " for " + action.naturalKey();
        var request =
                step.call().request(operation, given, system.encoding(), action.key().value());
        Reply reply;
        try {
            reply = http.exchange(request, system.rules());
        } catch (ConnectorException failed) {
            boolean untouched =
                    switch (failed.kind()) {
                        case UNREACHABLE, LIMITED, UNAUTHORIZED, REFUSED, UNDONE -> true;
                        case TIMED_OUT, DROPPED, FAILED, UNREADABLE -> step.call().reads();
                    };
            changed = changed || !untouched;
            throw failed;
        }
        changed = changed || !step.call().reads();
        Given answered = system.rules().given(given, reply);
        return step.takes().isPresent()
                ? step.takes().get().value(answered)
                : answered.get("answer");
    }

    private Answer recorded(Given given) {
        Optional<Object> record =
                plan.record().isPresent()
                        ? Optional.ofNullable(plan.record().get().value(given))
                        : find(plan.find().orElseThrow());
        if (record.isEmpty()) {
            return doubtful("it answered without the record");
        }
        return finished(record.get())
                ? confirmed(record.get())
                : doubtful("it says that the record is not finished");
    }

    private Answer doubtful(String why) {
        return new Answer.Ambiguous(Kind.UNREADABLE, cannot(why + "."));
    }

    private Answer confirmed(Object record) {
        Given given = start.with("record", record);
        return plan.id()
                .text(given)
                .<Answer>map(id -> new Answer.Confirmed(id, facts(given)))
                .orElseGet(() -> doubtful("it answered without its id"));
    }

    private Map<String, String> facts(Given given) {
        Map<String, String> facts = new LinkedHashMap<>();
        plan.facts()
                .forEach((name, term) -> term.text(given).ifPresent(text -> facts.put(name, text)));
        return facts;
    }

    private boolean finished(Object record) {
        Optional<Term> finished = plan.find().flatMap(WritePlan.Find::finished);
        return finished.isEmpty() || isTrue(finished.get(), start.with("record", record));
    }

    private static boolean isTrue(Term condition, Given given) {
        return Boolean.TRUE.equals(condition.value(given));
    }

    Probe probed() {
        try {
            Optional<Object> found = find(plan.find().orElseThrow());
            if (found.isEmpty() || !finished(found.get())) {
                return new Probe.NotFound();
            }
            Given given = start.with("record", found.get());
            return plan.id()
                    .text(given)
                    .<Probe>map(id -> new Probe.Found(id, facts(given)))
                    .orElseGet(() -> new Probe.CannotTell(cannot("what was found has no id.")));
        } catch (NoValueException none) {
            return new Probe.CannotTell(cannot(none.sentence()));
        } catch (ConnectorException failed) {
            return new Probe.CannotTell(failed.sentence());
        }
    }

    /** The first record that was found; a finished one before a beginning. */
    private Optional<Object> find(WritePlan.Find find) {
        Optional<Object> first = Optional.empty();
        for (Object each : listed(find)) {
            if (each == null || !matches(find, each)) {
                continue;
            }
            if (finished(each)) {
                return Optional.of(each);
            }
            first = first.or(() -> Optional.of(each));
        }
        return first;
    }

    private boolean matches(WritePlan.Find find, Object record) {
        return find.matches().isEmpty()
                || isTrue(find.matches().get(), start.with("record", record));
    }

    private List<?> listed(WritePlan.Find find) {
        Given known = stepped(start, find.first());
        if (!(find.paging() instanceof Paging.Whole)) {
            return new Pages(system, http, action.system())
                    .all(
                            new Pages.Source(
                                    "look for " + action.naturalKey(),
                                    action.key().value(),
                                    find.call(),
                                    find.records(),
                                    find.paging()),
                            known);
        }
        AnswerRules rules = system.rules().after(find.none());
        var request =
                find.call()
                        .request(
                                "look for " + action.naturalKey(),
                                known,
                                system.encoding(),
                                action.key().value());
        Given answered = rules.given(known, http.exchange(request, rules));
        if (find.none().map(none -> none.holds(answered)).orElse(false)) {
            return List.of();
        }
        Object records = find.records().value(answered);
        if (records == null) {
            throw new ConnectorException(
                    request.call(action.system()),
                    Kind.UNREADABLE,
                    "no-list",
                    "its answer has no list at " + find.records().expression().text());
        }
        return Lists.of(records, find.records().what());
    }

    private String cannot(String why) {
        return "Cannot send " + action.key() + " to " + action.system() + ": " + why;
    }
}
