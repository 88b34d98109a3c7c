package throughline.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.engagement.BusinessException;
import throughline.engagement.Event;
import throughline.engagement.Exceptions;
import throughline.engagement.Occasion;
import throughline.engagement.Turn;
import throughline.money.Money;
import throughline.observed.RecordKey;
import throughline.terms.Line;
import throughline.terms.Terms;

/**
 * Work that names a line which the contract does not have. It is counted where work without a name
 * would be, and somebody is told: it may belong somewhere else.
 */
public final class UnknownLine {

    private static final String CODE = "line-unknown";

    private UnknownLine() {}

    /**
     * Tells of a name that no line bears.
     *
     * @param taken the line that the work is counted on
     */
    static List<Event> told(
            Turn turn,
            Optional<String> named,
            RecordKey record,
            Line taken,
            Optional<Money> worth) {
        Optional<Terms> terms = turn.state().terms();
        Optional<String> unknown =
                named.filter(name -> !name.isBlank())
                        .filter(name -> !name.equals(taken.id()))
                        .filter(name -> terms.filter(it -> has(it, name)).isEmpty());
        if (unknown.isEmpty() || Exceptions.isOpen(turn, CODE + ":" + unknown.get())) {
            return List.of();
        }
        return Exceptions.raise(
                turn,
                Exceptions.keyed(
                        CODE + ":" + unknown.get(),
                        CODE,
                        ("%s %s names line %s, which the contract does not have; it counts on line"
                                        + " %s. Correct the line in %s, or agree an amendment.")
                                .formatted(
                                        record.type(),
                                        record.id(),
                                        unknown.get(),
                                        taken.id(),
                                        record.system()),
                        Map.of("line", unknown.get(), "record", record.toString()),
                        worth.filter(amount -> !amount.isZero()),
                        turn.release().ownerOf(record.system())));
    }

    /** Closes what is said of lines that an amendment brought. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        List<Event> events = new ArrayList<>();
        for (BusinessException open : turn.state().attention().exceptions().values()) {
            String name = open.facts().getOrDefault("line", "");
            if (open.code().equals(CODE)
                    && turn.state().terms().filter(terms -> has(terms, name)).isPresent()) {
                events.addAll(Exceptions.close(turn, open.key(), "the contract has it now"));
            }
        }
        return events;
    }

    private static boolean has(Terms terms, String name) {
        return terms.lines().stream().anyMatch(line -> line.id().equals(name));
    }
}
