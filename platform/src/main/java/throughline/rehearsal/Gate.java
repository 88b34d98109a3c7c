package throughline.rehearsal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.landscape.Release;
import throughline.landscape.Threshold;
import throughline.landscape.contract.VendorContract;
import throughline.money.Money;
import throughline.releases.PublishedChange;
import throughline.wording.Counted;
import throughline.wording.Words;

/** Whether what a rehearsal found needs a second person. */
final class Gate {

    /** What moves in the books of each kind, without setting one engagement off against another. */
    private static final String MOVED =
            """
            select happening, currency, sum(abs(after_minor - before_minor))::int8
            from rehearsed_amount where rehearsal = ? group by 1, 2 order by 1, 2
            """;

    /** Documents that would be written otherwise, with or without other money on them. */
    private static final String DOCUMENTS =
            """
            select kind, count(*) from rehearsed_write where rehearsal = ? group by kind
            order by 2 desc, 1
            """;

    private static final String IN_FORCE =
            "select count(*) from action where status not in ('withdrawn', 'cancelled')";

    private static final int MOST_KINDS = 3;

    private Gate() {}

    /**
     * What stands against what, apart from what deriving found.
     *
     * @param booked what was posted in all, in the books that were held against it
     * @param back whether it is gone back to
     * @param plan which documents that asks to be credited
     * @param today which promises to readers are over
     */
    record Stake(
            Release inForce,
            Release next,
            Booked booked,
            boolean back,
            List<Compensation> plan,
            LocalDate today) {
        Stake {
            plan = List.copyOf(plan);
        }
    }

    /** Why it does, in a sentence; empty when nobody needs to agree. */
    static Optional<String> of(DataSource database, long rehearsal, Stake stake) {
        Threshold threshold = stake.inForce().secondPersonAbove();
        List<String> reasons = new ArrayList<>();
        JdbcClient.create(database)
                .sql(MOVED)
                .param(rehearsal)
                .query(
                        row -> {
                            Money moved = Money.ofMinor(row.getString(2), row.getLong(3));
                            Money inForce = stake.booked().of(row.getString(1), row.getString(2));
                            if (threshold.isExceededBy(moved, inForce)) {
                                reasons.add(
                                        "%s moves by %s, beside %s in the books"
                                                .formatted(
                                                        row.getString(1).replace('-', ' '),
                                                        moved,
                                                        inForce));
                            }
                        });
        documents(JdbcClient.create(database), rehearsal, threshold).ifPresent(reasons::add);
        credits(stake.plan()).ifPresent(reasons::add);
        published(stake).ifPresent(reasons::add);
        if (stake.back()) {
            stake.inForce().contracts().forEach(each -> contract(each, stake, reasons));
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons) + ".");
    }

    /** A tax code on five hundred invoices moves no money, and is no decision of one person. */
    private static Optional<String> documents(
            JdbcClient database, long rehearsal, Threshold threshold) {
        List<String> kinds = new ArrayList<>();
        long[] changed = new long[1];
        database.sql(DOCUMENTS)
                .param(rehearsal)
                .query(
                        row -> {
                            kinds.add(row.getLong(2) + " " + Words.of(row.getString(1)));
                            changed[0] += row.getLong(2);
                        });
        long inForce = database.sql(IN_FORCE).query(Long.class).single();
        if (!threshold.isExceededBy(changed[0], inForce)) {
            return Optional.empty();
        }
        String more = kinds.size() > MOST_KINDS ? " and others" : "";
        return Optional.of(
                "%s would be written otherwise, beside %s in force (%s%s)"
                        .formatted(
                                Counted.of(changed[0], "document"),
                                Counted.of(inForce, "that is", "that are"),
                                String.join(
                                        ", ", kinds.subList(0, Math.min(MOST_KINDS, kinds.size()))),
                                more));
    }

    /** Whoever reads what is published went by the release in force, whatever came before it. */
    private static Optional<String> published(Stake stake) {
        List<String> broken =
                PublishedChange.between(stake.inForce(), stake.next(), stake.today())
                        .refused()
                        .stream()
                        .map(each -> each.difference().path())
                        .toList();
        if (broken.isEmpty()) {
            return Optional.empty();
        }
        String more = broken.size() > MOST_KINDS ? " and others" : "";
        return Optional.of(
                "%s published that readers rely on and were not told of (%s%s)"
                        .formatted(
                                Counted.of(
                                        broken.size(),
                                        "thing is no longer",
                                        "things are no longer"),
                                String.join(
                                        ", ",
                                        broken.subList(0, Math.min(MOST_KINDS, broken.size()))),
                                more));
    }

    /** The vendor does not go back with us. */
    private static void contract(VendorContract now, Stake stake, List<String> reasons) {
        Optional<VendorContract> next = stake.next().contract(now.system());
        if (next.filter(each -> each.fingerprint().equals(now.fingerprint())).isEmpty()) {
            reasons.add(
                    "what %s sends is held against %s, not %s"
                            .formatted(
                                    now.system(),
                                    next.map(Gate::named).orElse("no contract"),
                                    named(now)));
        }
    }

    private static String named(VendorContract contract) {
        String version =
                contract.declared().version().isEmpty() ? "" : " " + contract.declared().version();
        return "contract%s (%s)".formatted(version, contract.fingerprint());
    }

    /** A credit takes two people whoever asks for it, so the credits of a plan do too. */
    private static Optional<String> credits(List<Compensation> plan) {
        Map<String, Money> sums = new TreeMap<>();
        long count = 0;
        for (Compensation each : plan) {
            if (each.treatment() == Compensation.Treatment.CREDIT && each.amount().isPresent()) {
                count++;
                Money amount = each.amount().get();
                sums.merge(amount.currency().getCode(), amount, Money::plus);
            }
        }
        return count == 0
                ? Optional.empty()
                : Optional.of(
                        "%s credited by %s"
                                .formatted(
                                        Counted.of(
                                                count, "posted invoice is", "posted invoices are"),
                                        String.join(
                                                ", ",
                                                sums.values().stream()
                                                        .map(Money::toString)
                                                        .toList())));
    }
}
