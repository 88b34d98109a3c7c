package throughline.connectors.declared;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import throughline.landscape.build.Reading;
import throughline.landscape.build.Tree;

/** Reads how actions are brought about. */
record WriteReader(CallReader calls, Naming naming) {

    private static final Pattern FOUND = Pattern.compile("\\bfound\\b");
    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]*");

    /** The plan for one kind; empty, and defects, when it is not whole. */
    Optional<WritePlan> read(String kind, Tree tree) {
        Reading reading = Reading.of(tree, "actions." + kind, naming.defects());
        boolean repeatable = reading.truth("repeatable", false);
        Optional<WritePlan.Find> find =
                reading.has("find") ? find(reading.section("find")) : Optional.empty();
        boolean findFirst = reading.tree("steps").map(WriteReader::namesFound).orElse(false);
        List<WritePlan.Step> steps = new ArrayList<>();
        Naming names = naming;
        for (Reading step : reading.sections("steps", "A step")) {
            Optional<WritePlan.Step> read = step(step, names);
            if (read.isPresent()) {
                names = names.with(read.get().name());
                steps.add(read.get());
            }
        }
        if (!reading.has("steps")) {
            reading.missing("steps");
        }
        Naming steped = names;
        Optional<Term> record = reading.tree("record").flatMap(t -> steped.term("record", t));
        Naming last = naming.with("record");
        Optional<Term> id = reading.tree("id").flatMap(t -> last.term("id", t));
        if (!reading.has("id")) {
            reading.missing("id");
        }
        Map<String, Term> facts = CallReader.terms(reading, "facts", last);
        safety(reading, steps, find.isPresent() && findFirst, repeatable);
        if (find.isEmpty() && !reading.has("record")) {
            reading.defect(
                    "record",
                    "missing",
                    "Nothing says where the record is that "
                            + kind
                            + " makes. Add record, or find to search for it.");
        }
        if (findFirst && find.isEmpty()) {
            reading.defect(
                    "steps",
                    "unknown-reference",
                    "The steps name found, and nothing is searched for. Add find.");
        }
        reading.done();
        return id.map(
                term -> new WritePlan(find, findFirst, steps, repeatable, record, term, facts));
    }

    /** Several changes can be cut off between two of them: the next attempt must take them up. */
    private static void safety(
            Reading reading, List<WritePlan.Step> steps, boolean takenUp, boolean repeatable) {
        long changes =
                steps.stream()
                        .filter(step -> !step.call().reads())
                        .mapToLong(step -> step.loop().isPresent() ? 2 : 1)
                        .sum();
        if (changes > 1 && !takenUp && !repeatable) {
            reading.defect(
                    "steps",
                    "not-resumable",
                    "These steps change something more than once, and a crash between two changes"
                        + " would leave the first behind. Add find, and name found in the steps"
                        + " (when: found == null), so that the next attempt takes up what is there;"
                        + " or say repeatable: true when sending all of it twice does no harm, or"
                        + " reads: true on a step that changes nothing.");
        }
    }

    private Optional<WritePlan.Find> find(Reading reading) {
        Naming known = naming;
        List<WritePlan.Step> first = new ArrayList<>();
        for (Reading each : reading.sections("first", "A call before the search")) {
            Optional<WritePlan.Step> step = step(each, known);
            if (step.isPresent()) {
                known = known.with(step.get().name());
                first.add(onlyReads(each, step.get()));
            }
        }
        Naming paged = known.with("page");
        Optional<CallPlan> call = calls.read(reading, paged);
        Naming answered = paged.answered();
        Optional<Term> records =
                reading.tree("records").flatMap(t -> answered.term("find.records", t));
        if (!reading.has("records")) {
            reading.missing("records");
        }
        Optional<Term> none = reading.tree("none").flatMap(t -> answered.condition("none", t));
        Naming record = naming.with("record");
        Optional<Term> finished =
                reading.tree("finished").flatMap(t -> record.condition("finished", t));
        Optional<Term> matches =
                reading.tree("matches").flatMap(t -> record.condition("matches", t));
        Paging paging = ReadReader.paging(reading, answered);
        reading.done();
        return call.flatMap(
                plan ->
                        records.map(
                                list ->
                                        new WritePlan.Find(
                                                first, plan, list, finished, none, matches,
                                                paging)));
    }

    private static WritePlan.Step onlyReads(Reading reading, WritePlan.Step step) {
        if (!step.call().reads()) {
            reading.defect(
                    "name",
                    "bad-value",
                    ("%s may change something, and is made whenever one searches. Use get, or say"
                                    + " reads: true.")
                            .formatted(step.name()));
        }
        return step;
    }

    private Optional<WritePlan.Step> step(Reading reading, Naming names) {
        String name = reading.text("name");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            reading.defect(
                    "name",
                    "bad-value",
                    "%s cannot be named in expressions. Use letters and digits.".formatted(name));
        }
        if (names.knows(name)) {
            reading.defect(
                    "name",
                    "duplicate",
                    "%s is a name already. Give the step another one.".formatted(name));
        }
        Optional<Term> when = reading.tree("when").flatMap(t -> names.condition("when", t));
        Optional<Term> list = reading.tree("for").flatMap(t -> names.term("for", t));
        String variable = list.isPresent() ? reading.text("as") : "";
        Naming inner = variable.isEmpty() ? names : names.with(variable);
        Optional<CallPlan> call = calls.read(reading, inner);
        Naming answered = inner.answered();
        Optional<Term> takes = reading.tree("takes").flatMap(t -> answered.term("takes", t));
        reading.done();
        return name.isEmpty()
                ? Optional.empty()
                : call.map(
                        plan ->
                                new WritePlan.Step(
                                        name,
                                        plan,
                                        when,
                                        list.map(each -> new WritePlan.Loop(each, variable)),
                                        takes));
    }

    private static boolean namesFound(Tree tree) {
        return switch (tree) {
            case Tree.Text text -> FOUND.matcher(text.value()).find();
            case Tree.Items items -> items.items().stream().anyMatch(WriteReader::namesFound);
            case Tree.Section section ->
                    section.entries().values().stream().anyMatch(WriteReader::namesFound);
            case Tree.Nothing _ -> false;
        };
    }
}
