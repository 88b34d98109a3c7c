package throughline.align;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import throughline.engagement.AgreementEvent.ReferenceObserved;
import throughline.engagement.AttentionEvent.ExceptionClosed;
import throughline.engagement.BusinessException;
import throughline.engagement.Contract;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.Turn;
import throughline.landscape.SourceOfTruth;
import throughline.landscape.SystemDeclaration;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CanonicalRecord.Project;
import throughline.terms.Terms;

/**
 * A field that we wrote and that holds something else now. The system that is believed about it may
 * do that; another one's edit is drift, restored once or told to a person, as the landscape says.
 */
public final class Drift {

    private static final String CODE = "drift";

    private Drift() {}

    /** One field that another system than the one that is believed has changed. */
    private record Difference(Project project, String field, Object says, SourceOfTruth truth) {

        String key() {
            return CODE + ":" + project.key() + "/" + field;
        }

        String holds() {
            return held(project, field).orElse("");
        }
    }

    /** Keeps one exception open for each field that drifted and that nobody restores. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        boolean fresh = occasion instanceof Happened(ReferenceObserved(Project _));
        Map<String, BusinessException> wanted = new TreeMap<>();
        for (Difference each : differences(turn)) {
            if (isForPeople(turn, each, fresh)) {
                wanted.put(each.key(), exception(turn, each));
            }
        }
        List<Event> events = new ArrayList<>();
        turn.state().attention().exceptions().values().stream()
                .filter(open -> open.code().equals(CODE) && !wanted.containsKey(open.key()))
                .forEach(open -> events.add(new ExceptionClosed(open.key(), "both say the same")));
        wanted.values().forEach(each -> events.addAll(Exceptions.raise(turn, each)));
        return events;
    }

    /** What is restored once and changed again is a quarrel of people, not ours to win. */
    private static boolean isForPeople(Turn turn, Difference difference, boolean fresh) {
        Optional<SystemDeclaration> system = restorer(turn, difference);
        if (system.isEmpty()) {
            return true;
        }
        String purpose = purpose(turn, system.get(), difference);
        return turn.state().effects().confirmed(purpose)
                && (fresh || Exceptions.isOpen(turn, difference.key()));
    }

    /** The writes that restore what the landscape says is restored. */
    static List<Wanted> restored(Turn turn) {
        return differences(turn).stream()
                .flatMap(
                        each ->
                                restorer(turn, each).stream()
                                        .map(system -> restore(turn, system, each)))
                .toList();
    }

    private static Optional<SystemDeclaration> restorer(Turn turn, Difference difference) {
        return turn.systems().stream()
                .filter(_ -> difference.truth().drift() == SourceOfTruth.Drift.RESTORE)
                .filter(system -> system.name().equals(difference.project().key().system()))
                .filter(system -> Purpose.receives(system, ActionKind.UPDATE_PROJECT))
                .findFirst();
    }

    private static Wanted restore(Turn turn, SystemDeclaration system, Difference difference) {
        var project = difference.project().key();
        return new Wanted(
                purpose(turn, system, difference),
                system.name(),
                ActionKind.UPDATE_PROJECT,
                project.toString(),
                () ->
                        Map.of(
                                "type", project.type(),
                                "id", project.id(),
                                "fields", Map.of(difference.field(), difference.says())),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same edit found twice is the same action. */
    private static String purpose(Turn turn, SystemDeclaration system, Difference difference) {
        String edit = difference.key() + "=" + difference.holds() + ">" + difference.says();
        UUID hash = UUID.nameUUIDFromBytes(edit.getBytes(StandardCharsets.UTF_8));
        return Purpose.of(
                turn, system, "restore/" + Long.toHexString(hash.getMostSignificantBits()));
    }

    private static List<Difference> differences(Turn turn) {
        Optional<Terms> terms = turn.state().terms();
        Optional<Deal> deal = turn.state().agreement().deal();
        if (terms.isEmpty() || deal.isEmpty() || !turn.state().contract().stands()) {
            return List.of();
        }
        List<Difference> found = new ArrayList<>();
        for (var reference : turn.state().agreement().references().values()) {
            if (reference instanceof Project project) {
                compare(turn, project, written(turn, terms.get(), deal.get()), found);
            }
        }
        return found;
    }

    private static Map<String, Object> written(Turn turn, Terms terms, Deal deal) {
        Map<String, Object> body = RecordBodies.project(turn, terms, deal);
        Map<String, Object> fields = new TreeMap<>();
        for (Map.Entry<String, String> each :
                Map.of("name", "name", "attributes.template", "template").entrySet()) {
            @Nullable Object value = body.get(each.getValue());
            if (value != null) {
                fields.put(each.getKey(), value);
            }
        }
        return fields;
    }

    private static void compare(
            Turn turn, Project project, Map<String, Object> written, List<Difference> found) {
        written.forEach(
                (field, says) -> {
                    boolean differs =
                            held(project, field).filter(now -> !now.equals(says)).isPresent();
                    if (differs) {
                        turn.release()
                                .truth("project", field, phase(turn.state().contract()))
                                .filter(truth -> !truth.source().equals(project.key().system()))
                                .map(truth -> new Difference(project, field, says, truth))
                                .ifPresent(found::add);
                    }
                });
    }

    private static Optional<String> held(Project project, String field) {
        return field.equals("name")
                ? Optional.of(project.name())
                : Optional.ofNullable(project.attributes().get("template"));
    }

    private static String phase(Contract contract) {
        return switch (contract) {
            case Contract.Proposed _ -> "proposed";
            case Contract.Booked _ -> "booked";
            case Contract.Active _ -> "active";
            case Contract.Cancelled _ -> "cancelled";
        };
    }

    private static BusinessException exception(Turn turn, Difference each) {
        var key = each.project().key();
        String source = each.truth().source();
        return Exceptions.keyed(
                each.key(),
                CODE,
                ("%s of %s is %s in %s, but %s is believed about it and says %s. Change it back "
                                + "there, or change it in %s.")
                        .formatted(
                                each.field(),
                                key,
                                each.holds(),
                                key.system(),
                                source,
                                each.says(),
                                source),
                Map.of(
                        "field",
                        each.field(),
                        "holds",
                        each.holds(),
                        "says",
                        Objects.toString(each.says()),
                        "source",
                        source),
                Optional.empty(),
                turn.release().ownerOf(key.system()));
    }
}
