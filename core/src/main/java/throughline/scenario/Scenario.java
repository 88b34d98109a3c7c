package throughline.scenario;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.landscape.Release;
import throughline.landscape.build.Place;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.CanonicalRecord.Deal;

/**
 * One contract, what happens to it, and what is expected of that.
 *
 * @param cites the example, clause or ticket that it recomputes
 * @param release under which everything is decided, until a rate is published
 * @param deal the terms as they are signed
 * @param atEnd what is expected when everything has happened
 * @param until the day to which the calendar goes on at least; empty for as long as time alone
 *     changes something
 */
public record Scenario(
        Headline headline,
        Release release,
        Customer customer,
        Deal deal,
        Answering answering,
        List<Entry> calendar,
        List<Expectation> atEnd,
        Optional<LocalDate> until) {

    /** What it is called and what it shows. */
    public record Headline(
            String name, Optional<String> cites, Optional<String> about, Place place) {}

    /**
     * How the financial system of the scenario behaves.
     *
     * @param invoicesByHand planned invoices wait until the calendar says that they were posted
     */
    public record Answering(boolean invoicesByHand) {}

    /** Something on a day. */
    public sealed interface Entry {
        /** The day. */
        LocalDate on();

        /** Where it is written. */
        Place place();

        /** Something happens. */
        record Happens(LocalDate on, Place place, Happening happening) implements Entry {}

        /** At the end of the day something is expected, by what is known by then. */
        record Expects(LocalDate on, Place place, List<Expectation> expected) implements Entry {
            public Expects {
                expected = List.copyOf(expected);
            }
        }
    }

    public Scenario {
        calendar = List.copyOf(calendar);
        atEnd = List.copyOf(atEnd);
    }
}
