package throughline.connectors.declared;

import java.util.Optional;
import throughline.landscape.build.Reading;
import throughline.landscape.build.Tree;

/** Reads how records are listed. */
record ReadReader(CallReader calls, Naming naming) {

    private static final int PAGE = 100;

    /** The plan for one type; empty, and defects, when it is not whole. */
    Optional<ReadPlan> read(String type, Tree tree) {
        Reading reading = Reading.of(tree, "records." + type, naming.defects());
        Optional<ReadPlan.Parents> parents =
                reading.has("per") ? parents(reading.section("per")) : Optional.empty();
        Naming names = parents.map(found -> naming.with(found.variable())).orElse(naming);
        Optional<CallPlan> call = calls.read(reading, names);
        Naming answered = names.answered();
        Optional<Term> items = needed(reading, "items", answered);
        Naming item = names.with("item");
        Optional<Term> id = needed(reading, "id", item);
        Optional<Term> version = reading.tree("version").flatMap(t -> item.term("version", t));
        Optional<Term> changed = reading.tree("changed").flatMap(t -> item.term("changed", t));
        Optional<Term> when = reading.tree("when").flatMap(t -> item.condition("when", t));
        boolean sorted = reading.truth("sorted", false);
        Paging paging = paging(reading, answered);
        if (sorted && changed.isEmpty()) {
            reading.defect(
                    "sorted",
                    "missing",
                    "sorted says that the oldest change comes first, and nothing says when a record"
                            + " changed. Add changed.");
        }
        reading.done();
        return call.flatMap(
                plan ->
                        items.flatMap(
                                list ->
                                        id.map(
                                                key ->
                                                        new ReadPlan(
                                                                type, plan, list, key, version,
                                                                changed, when, paging, parents,
                                                                sorted))));
    }

    private static Optional<Term> needed(Reading reading, String name, Naming names) {
        if (!reading.has(name)) {
            reading.missing(name);
        }
        return reading.tree(name).flatMap(tree -> names.term(name, tree));
    }

    private Optional<ReadPlan.Parents> parents(Reading reading) {
        String variable = reading.text("as");
        Optional<Term> list = reading.tree("for").flatMap(tree -> naming.term("per.for", tree));
        if (list.isPresent()) {
            reading.done();
            return list.map(
                    items ->
                            new ReadPlan.Parents(
                                    variable, Optional.empty(), items, new Paging.Whole()));
        }
        Optional<CallPlan> call = calls.read(reading, naming);
        Naming answered = naming.answered();
        Optional<Term> items = needed(reading, "items", answered);
        Paging paging = paging(reading, answered);
        reading.done();
        return variable.isEmpty() || call.isEmpty()
                ? Optional.empty()
                : items.map(found -> new ReadPlan.Parents(variable, call, found, paging));
    }

    /** How the list of a section comes in pages. */
    static Paging paging(Reading list, Naming answered) {
        if (!list.has("paging")) {
            return new Paging.Whole();
        }
        Reading reading = list.section("paging");
        String by = reading.text("by");
        int size = reading.number("size", PAGE);
        Optional<Term> next = reading.tree("next").flatMap(t -> answered.term("next", t));
        Optional<Term> total = reading.tree("total").flatMap(t -> answered.term("total", t));
        Optional<Term> more = reading.tree("more").flatMap(t -> answered.condition("more", t));
        int first = reading.number("first", 1);
        reading.done();
        if (size < 1) {
            reading.defect("size", "bad-value", "size is %d. Write 1 or more.".formatted(size));
        }
        return switch (by) {
            case "offset" -> new Paging.ByOffset(size, total);
            case "number" -> new Paging.ByNumber(size, first, more);
            case "cursor" -> {
                if (next.isEmpty()) {
                    reading.missing("next");
                }
                yield next.<Paging>map(Paging.ByCursor::new).orElseGet(Paging.Whole::new);
            }
            case "link" -> new Paging.ByLink(next);
            default -> {
                if (!by.isEmpty()) {
                    reading.defect(
                            "by",
                            "bad-value",
                            "by says %s. Use offset, number, cursor or link.".formatted(by));
                }
                yield new Paging.Whole();
            }
        };
    }
}
