package throughline.revenue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.engagement.Belonging;
import throughline.engagement.Entries;
import throughline.engagement.RevenueEvent.JournalPlanned;
import throughline.engagement.RevenueEvent.LossProvided;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.engagement.WorkEvent.MilestoneAccepted;
import throughline.money.Money;

/**
 * What was recognized.
 *
 * @param recognized by line
 * @param through the last day on which revenue of each line was earned
 * @param unposted by period, recognized and on no journal yet
 * @param journals every journal planned, by key
 * @param counts how many journals each period has had
 * @param done what was done by line, for methods that measure it
 * @param accepted how each milestone was accepted
 * @param delivered what of the recognized came with delivery beyond the price, by line
 * @param cost what was spent on a line, where its price does not follow from what is spent
 * @param provided for losses that are expected, by line
 */
public record Revenue(
        Map<String, Money> recognized,
        Map<String, LocalDate> through,
        Map<String, Unposted> unposted,
        Map<String, JournalPlanned> journals,
        Map<String, Integer> counts,
        Map<String, Done> done,
        Map<String, Accepted> accepted,
        Map<String, Money> delivered,
        Map<String, Money> cost,
        Map<String, Money> provided) {

    /**
     * Recognized in a period and on no journal.
     *
     * @param day one day of the period
     */
    public record Unposted(LocalDate day, Map<String, Money> byLine) {
        public Unposted {
            byLine = Entries.of(byLine);
        }

        /** Whether nothing is left to post. */
        public boolean isNothing() {
            for (Money amount : byLine.values()) {
                if (!amount.isZero()) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Nothing recognized. */
    public static final Revenue NONE =
            new Revenue(
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none(),
                    Entries.none());

    public Revenue {
        recognized = Entries.of(recognized);
        through = Entries.of(through);
        unposted = Entries.of(unposted);
        journals = Entries.of(journals);
        counts = Entries.of(counts);
        done = Entries.of(done);
        accepted = Entries.of(accepted);
        delivered = Entries.of(delivered);
        cost = Entries.of(cost);
        provided = Entries.of(provided);
    }

    /** Recognized of a line so far. */
    public Money of(String line, CurrencyUnit currency) {
        Money amount = recognized.get(line);
        return amount == null ? Money.zero(currency) : amount;
    }

    /** Recognized of what was delivered beyond the price of a line. */
    public Money delivered(String line, CurrencyUnit currency) {
        Money amount = delivered.get(line);
        return amount == null ? Money.zero(currency) : amount;
    }

    /** Recognized of the price of a line. */
    public Money ofPrice(String line, CurrencyUnit currency) {
        Money beyond = delivered.get(line);
        return beyond == null ? of(line, currency) : of(line, currency).minus(beyond);
    }

    /** The last day on which a line's revenue was earned. */
    public Optional<LocalDate> through(String line) {
        return Optional.ofNullable(through.get(line));
    }

    /** After revenue was recognized. */
    public Revenue recognizing(RevenueRecognized event) {
        String line = event.line();
        LocalDate earned = event.belongsTo().map(Belonging::day).orElse(event.effective());
        boolean beyond = event.method().equals(AsDelivered.METHOD);
        LocalDate before = through.getOrDefault(line, earned);
        LocalDate last = before.isAfter(earned) ? before : earned;
        Unposted open = unposted.getOrDefault(event.period(), new Unposted(last, Entries.none()));
        Unposted more =
                new Unposted(event.effective(), Entries.sum(open.byLine(), line, event.amount()));
        return new Revenue(
                Entries.sum(recognized, line, event.amount()),
                beyond ? through : Entries.plus(through, line, last),
                Entries.plus(unposted, event.period(), more),
                journals,
                counts,
                done,
                accepted,
                beyond ? Entries.sum(delivered, line, event.amount()) : delivered,
                cost,
                provided);
    }

    /** After a journal was planned, or planned again with another date. */
    public Revenue journaling(JournalPlanned event) {
        if (journals.containsKey(event.journal())) {
            return new Revenue(
                    recognized,
                    through,
                    unposted,
                    Entries.plus(journals, event.journal(), event),
                    counts,
                    done,
                    accepted,
                    delivered,
                    cost,
                    provided);
        }
        int count = counts.getOrDefault(event.period(), 0) + 1;
        return new Revenue(
                recognized,
                through,
                Entries.minus(unposted, event.period()),
                Entries.plus(journals, event.journal(), event),
                Entries.plus(counts, event.period(), count),
                done,
                accepted,
                delivered,
                cost,
                provided);
    }

    /** After something was done on a line, or taken back. */
    Revenue doing(String line, LocalDate on, BigDecimal more) {
        Done next = done.getOrDefault(line, Done.NOTHING).plus(on, more);
        return new Revenue(
                recognized,
                through,
                unposted,
                journals,
                counts,
                Entries.plus(done, line, next),
                accepted,
                delivered,
                cost,
                provided);
    }

    /** After a milestone was accepted. */
    Revenue accepting(MilestoneAccepted event) {
        Accepted next =
                accepted.getOrDefault(event.milestone(), Accepted.NOT)
                        .to(event.share(), event.on());
        return new Revenue(
                recognized,
                through,
                unposted,
                journals,
                counts,
                done,
                Entries.plus(accepted, event.milestone(), next),
                delivered,
                cost,
                provided);
    }

    /** After something was spent on a line, or taken back. */
    Revenue costing(String line, Money more) {
        return new Revenue(
                recognized,
                through,
                unposted,
                journals,
                counts,
                done,
                accepted,
                delivered,
                Entries.sum(cost, line, more),
                provided);
    }

    /** After a loss was provided for. */
    public Revenue providing(LossProvided event) {
        String line = LossProvision.journalled(event.line());
        Unposted open =
                unposted.getOrDefault(event.period(), new Unposted(event.on(), Entries.none()));
        Unposted more = new Unposted(open.day(), Entries.sum(open.byLine(), line, event.amount()));
        return new Revenue(
                recognized,
                through,
                Entries.plus(unposted, event.period(), more),
                journals,
                counts,
                done,
                accepted,
                delivered,
                cost,
                Entries.sum(provided, event.line(), event.amount()));
    }
}
