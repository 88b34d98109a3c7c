package throughline.connectors.declared;

import java.util.Optional;

/**
 * How the records of one type are listed.
 *
 * @param items the list in an answer
 * @param version the system's version of a record; empty: when it changed, or else its content
 * @param changed when a record changed; empty: everything is read each time
 * @param when which records are taken
 * @param parents over what the list is repeated: projects, companies
 * @param sorted whether the oldest change comes first, so that reading may go on from the newest
 *     change instead of from a count of rows that move meanwhile
 */
record ReadPlan(
        String type,
        CallPlan call,
        Term items,
        Term id,
        Optional<Term> version,
        Optional<Term> changed,
        Optional<Term> when,
        Paging paging,
        Optional<Parents> parents,
        boolean sorted) {

    /** What a list is repeated over: a list that is written down or one that is asked for. */
    record Parents(String variable, Optional<CallPlan> call, Term items, Paging paging) {}
}
