package throughline.insight;

import java.util.Map;

/** How a metric is made of facts. */
sealed interface Computation {

    /** The sum of what happened in a period. */
    record Flow(Source source, Map<String, Weight> weights) implements Computation {
        public Flow {
            weights = Map.copyOf(weights);
        }
    }

    /** The sum of everything up to the end of a day. */
    record Stock(Source source, Map<String, Weight> weights) implements Computation {
        public Stock {
            weights = Map.copyOf(weights);
        }
    }

    /** As a stock, but per engagement and never below nothing: contracts do not net. */
    record Floored(Stock stock) implements Computation {}

    /**
     * A stock as the terms of its lines tell it apart; per line, and never more than the line has.
     *
     * @param entitled what gave the right to bill
     */
    record ByTerms(Stock stock, Stock entitled, Aspect aspect) implements Computation {}

    /**
     * What of a stock is still open at the end of a day, oldest consumed first, by age.
     *
     * @param pastCutoffOnly only what should have been billed already
     */
    record OpenLots(boolean pastCutoffOnly) implements Computation {}

    /** One number over another; undefined where the other is nothing. */
    record Ratio(Computation numerator, Computation denominator) implements Computation {}

    /** A stock over the flow of the time before, in days of that time. */
    record DaysOf(Computation stock, Computation flow) implements Computation {}

    /** One number less another, or and another. */
    record Sum(Computation left, int sign, Computation right) implements Computation {}

    /** Recurring business of one day that was kept until another, by customer. */
    record Retention(Kept kept) implements Computation {}

    /** What is left of the price of lines once they are completed, as they are estimated. */
    record AtCompletion() implements Computation {}

    /** What counts as kept. */
    enum Kept {
        /** Without what was sold on top. */
        GROSS,
        /** With it. */
        NET,
        /** What was due and goes on. */
        RENEWED
    }

    /**
     * What lines on which billable hours were worked brought, over what these hours are worth at
     * their standard rates; undefined where an hour has none.
     */
    record Realized(Flow brought) implements Computation {}

    /** What terms tell apart. */
    enum Aspect {
        /** What has a day. */
        SCHEDULED,
        /** The rest; negative where more was billed than agreed. */
        UNSCHEDULED,
        /** What recurs, for a year. */
        YEARLY
    }

    /** The rows that a computation sums over. */
    enum Source {
        /** The books, by happening; decimal amounts. */
        POSTINGS,
        /** Hours, by kind of measure. */
        HOURS,
        /** Exceptions with their money, by code: opened positive, closed negative. */
        EXCEPTIONS,
        /** Business clocks that came due: due, met. */
        CLOCKS,
        /** The same with the money that waited for them. */
        CLOCK_MONEY,
        /** Messages that wait for a person or for another record, by code. */
        PARKED,
        /** Invoices on their way, by how far they are. */
        WRITES
    }

    /** How much of increases and of decreases counts. */
    record Weight(int increases, int decreases) {
        static final Weight BOTH = new Weight(1, 1);
        static final Weight NEGATED = new Weight(-1, -1);
        static final Weight INCREASES = new Weight(1, 0);
        static final Weight FALLS = new Weight(0, -1);
    }
}
