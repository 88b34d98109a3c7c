package throughline.connectors.declared;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one kind of action is brought about.
 *
 * @param find how it is searched for by its natural key
 * @param findFirst whether it is searched for before anything is sent, so that what an earlier
 *     attempt began is taken up
 * @param repeatable whether everything may be sent twice
 * @param record where the record stands in the answers; empty: it is searched for once more
 */
record WritePlan(
        Optional<Find> find,
        boolean findFirst,
        List<Step> steps,
        boolean repeatable,
        Optional<Term> record,
        Term id,
        Map<String, Term> facts) {

    WritePlan {
        steps = List.copyOf(steps);
        facts = new LinkedHashMap<>(facts);
    }

    /**
     * A search.
     *
     * @param first calls whose answers the search itself needs; they only read
     * @param records the list that was found
     * @param finished whether a found record is whole, and no beginning
     * @param none an answer that says that there is none
     * @param matches which of the list is meant, where the system cannot search for it
     * @param paging how the list comes
     */
    record Find(
            List<Step> first,
            CallPlan call,
            Term records,
            Optional<Term> finished,
            Optional<Term> none,
            Optional<Term> matches,
            Paging paging) {

        Find {
            first = List.copyOf(first);
        }
    }

    /**
     * One call, or one for each element of a list.
     *
     * @param takes what is kept of the answer under the step's name; empty: all of it
     */
    record Step(
            String name,
            CallPlan call,
            Optional<Term> when,
            Optional<Loop> loop,
            Optional<Term> takes) {}

    /** Over what a step is repeated. */
    record Loop(Term list, String variable) {}
}
