package throughline.work;

import java.util.Optional;
import java.util.function.Predicate;
import throughline.terms.Line;
import throughline.terms.Terms;

/** Finds the line of the terms that delivered work belongs to. */
final class WorkLines {

    private WorkLines() {}

    /** The line that a record names. */
    static Optional<Line> named(Terms terms, Optional<String> name) {
        return name.flatMap(id -> first(terms, line -> line.id().equals(id)));
    }

    /** The first line of a kind. */
    static Optional<Line> first(Terms terms, Predicate<Line> kind) {
        return terms.lines().stream().filter(kind).findFirst();
    }
}
