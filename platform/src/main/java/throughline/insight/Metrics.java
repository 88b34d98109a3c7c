package throughline.insight;

import static throughline.insight.Computation.Source.CLOCKS;
import static throughline.insight.Computation.Source.CLOCK_MONEY;
import static throughline.insight.Computation.Source.EXCEPTIONS;
import static throughline.insight.Computation.Source.HOURS;
import static throughline.insight.Computation.Source.PARKED;
import static throughline.insight.Computation.Source.POSTINGS;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.books.Account;
import throughline.books.Happening;
import throughline.insight.Computation.Aspect;
import throughline.insight.Computation.AtCompletion;
import throughline.insight.Computation.ByTerms;
import throughline.insight.Computation.DaysOf;
import throughline.insight.Computation.Floored;
import throughline.insight.Computation.Flow;
import throughline.insight.Computation.Kept;
import throughline.insight.Computation.OpenLots;
import throughline.insight.Computation.Ratio;
import throughline.insight.Computation.Realized;
import throughline.insight.Computation.Retention;
import throughline.insight.Computation.Stock;
import throughline.insight.Computation.Sum;
import throughline.insight.Computation.Weight;
import throughline.insight.Metric.Unit;
import throughline.wording.Kebab;

/** Every metric of the domain, one by one, with the version of its definition. */
public final class Metrics {

    private static final Flow RECOGNIZED = flow(Happening.REVENUE_RECOGNIZED);
    static final Flow COST = flow(Happening.WORK_COST);
    static final Flow STANDARD = flow(Happening.WORK_STANDARD);
    private static final Flow COLLECTED = flow(Happening.PAYMENT);
    private static final Flow BILLINGS =
            new Flow(
                    POSTINGS,
                    Map.of("invoice-posted", Weight.BOTH, "credit-posted", Weight.NEGATED));
    private static final Flow WORKED = hours("hours-worked");
    static final Flow UNRATED = hours("hours-unrated");
    static final Flow BILLABLE = hours("hours-billable");
    private static final Flow AVAILABLE = hours("hours-available");
    static final Stock UNBILLED = stock(Account.UNBILLED, 1);
    static final Stock TCV = new Stock(POSTINGS, Map.of(Kebab.of(Happening.BOOKED), Weight.BOTH));
    private static final Stock BACKLOG = stock(Account.BACKLOG_BILLING, 1);
    private static final Stock ENTITLED =
            new Stock(POSTINGS, Map.of(Kebab.of(Happening.ENTITLEMENT), Weight.BOTH));
    private static final Stock RECEIVABLE = stock(Account.RECEIVABLE, 1);

    /** All of them, in the order in which they are listed. */
    public static final List<Metric> ALL =
            List.of(
                    money(
                            "bookings",
                            "contract value that became approved and effective, less cancellations",
                            flow(Happening.BOOKED)),
                    money(
                            "bookings-gross",
                            "contract value that became approved and effective, before"
                                    + " cancellations",
                            booked(Weight.INCREASES)),
                    money("bookings-net", "bookings-gross - cancellations", flow(Happening.BOOKED)),
                    money(
                            "cancellations",
                            "contract value taken back, as a positive amount",
                            booked(Weight.FALLS)),
                    money(
                            "soft-bookings",
                            "uncommitted time and materials, booked as it is delivered",
                            flow(Happening.SOFT_BOOKED)),
                    money(
                            "tcv",
                            "committed fees over the term, of everything booked and not cancelled",
                            TCV),
                    money(
                            "acv",
                            "tcv of lines with recurring fees / years of their term",
                            new ByTerms(TCV, ENTITLED, Aspect.YEARLY)),
                    money(
                            "contract-value",
                            "committed and soft contract value",
                            stock(Account.CONTRACT_VALUE_BILLING, -1)),
                    money("backlog-billing", "contract value - billed", BACKLOG),
                    money(
                            "backlog-revenue",
                            "contract value - recognized (remaining performance obligation)",
                            stock(Account.BACKLOG_REVENUE, 1)),
                    money(
                            "scheduled-backlog",
                            "unbilled dated milestones and instalments + planned hours x rate not"
                                    + " yet delivered, limited by the line",
                            new ByTerms(BACKLOG, ENTITLED, Aspect.SCHEDULED)),
                    money(
                            "unscheduled-backlog",
                            "backlog-billing - scheduled-backlog; negative where more was billed"
                                    + " than agreed",
                            new ByTerms(BACKLOG, ENTITLED, Aspect.UNSCHEDULED)),
                    money("burn", "recognized: what left backlog (revenue)", RECOGNIZED),
                    money("burn-billing", "billed: what left backlog (billing)", BILLINGS),
                    money(
                            "billings",
                            "posted invoices - posted credits, by invoice date, without tax",
                            BILLINGS),
                    money(
                            "at-risk",
                            "worth of time on changes of terms that are not in force",
                            stock(Account.AT_RISK, 1)),
                    money(
                            "loss-provision",
                            "provided for losses that contracts are expected to bring",
                            stock(Account.LOSS_PROVISION, -1)),
                    money("entitled", "what gave the right to bill", flow(Happening.ENTITLEMENT)),
                    money("written-off", "entitlements given up", flow(Happening.WRITE_OFF)),
                    new Metric(
                            "unbilled",
                            1,
                            Unit.MONEY,
                            "entitled - billed - written off",
                            List.of("line"),
                            UNBILLED),
                    new Metric(
                            "unbilled-aged",
                            1,
                            Unit.MONEY,
                            "unbilled by age of the work in days, oldest billed first",
                            List.of("age", "line"),
                            new OpenLots(false)),
                    new Metric(
                            "leakage",
                            1,
                            Unit.MONEY,
                            "entitled and neither billed nor written off, past its cutoff",
                            List.of("age", "cause", "line"),
                            new OpenLots(true)),
                    money(
                            "deferred-revenue",
                            "max(billed - recognized, 0) per contract, then summed",
                            new Floored(stock(Account.CONTRACT_POSITION, -1))),
                    money(
                            "contract-asset",
                            "max(recognized - billed, 0) per contract, then summed",
                            new Floored(stock(Account.CONTRACT_POSITION, 1))),
                    money("recognized-revenue", "earned revenue posted in the period", RECOGNIZED),
                    hours("hours", "hours worked and approved", WORKED),
                    hours("billable-hours", "hours worked on what may be billed", BILLABLE),
                    hours("available-hours", "capacity of persons", AVAILABLE),
                    ratio(
                            "utilization",
                            "billable hours / available hours",
                            List.of("person", "line"),
                            new Ratio(BILLABLE, AVAILABLE)),
                    ratio(
                            "billable-mix",
                            "billable hours / hours worked",
                            List.of("person", "line"),
                            new Ratio(BILLABLE, WORKED)),
                    ratio(
                            "realization-rate",
                            "recognized of lines with billable hours / (billable hours x standard"
                                    + " rate)",
                            List.of("line"),
                            new Realized(RECOGNIZED)),
                    ratio(
                            "realization-billing",
                            "billed of lines with billable hours / (billable hours x standard"
                                    + " rate)",
                            List.of("line"),
                            new Realized(BILLINGS)),
                    ratio(
                            "realization-collection",
                            "collected / billings",
                            List.of(),
                            new Ratio(COLLECTED, BILLINGS)),
                    ratio(
                            "project-margin",
                            "(recognized - cost) / recognized; undefined without revenue",
                            List.of("line"),
                            new Ratio(new Sum(RECOGNIZED, -1, COST), RECOGNIZED)),
                    ratio(
                            "margin-at-completion",
                            "(price - estimate at completion) / price",
                            List.of("line"),
                            new AtCompletion()),
                    money("cost", "hours x loaded rate on the day of the work", COST),
                    money("collected", "payments received", COLLECTED),
                    money("receivable", "billed - collected", RECEIVABLE),
                    new Metric(
                            "dso",
                            1,
                            Unit.DAYS,
                            "receivable / billings x days of the period",
                            List.of(),
                            new DaysOf(RECEIVABLE, BILLINGS)),
                    new Metric(
                            "unbilled-days",
                            1,
                            Unit.DAYS,
                            "unbilled / billings x days of the period",
                            List.of(),
                            new DaysOf(UNBILLED, BILLINGS)),
                    new Metric(
                            "lock-up",
                            1,
                            Unit.DAYS,
                            "unbilled-days + dso",
                            List.of(),
                            new DaysOf(new Sum(UNBILLED, 1, RECEIVABLE), BILLINGS)),
                    new Metric(
                            "cutoff-exposure",
                            1,
                            Unit.MONEY,
                            "unbilled, by how far it is on its way into the financial system",
                            List.of("stage"),
                            new Stock(Computation.Source.WRITES, Map.of("*", Weight.BOTH))),
                    ratio(
                            "grr",
                            "(start - contraction - churn) / start",
                            List.of("line"),
                            new Retention(Kept.GROSS)),
                    ratio(
                            "nrr",
                            "grr + expansion / start",
                            List.of("line"),
                            new Retention(Kept.NET)),
                    ratio(
                            "renewal-rate",
                            "renewed / due for renewal",
                            List.of("line"),
                            new Retention(Kept.RENEWED)),
                    ratio(
                            "sla-attainment",
                            "clocks met / clocks due; open and late counts as missed",
                            List.of("clock"),
                            new Ratio(all(CLOCKS, "met"), all(CLOCKS, "due"))),
                    ratio(
                            "sla-attainment-money",
                            "money of clocks met / money of clocks due",
                            List.of("clock"),
                            new Ratio(all(CLOCK_MONEY, "met"), all(CLOCK_MONEY, "due"))),
                    new Metric(
                            "exceptions-at-stake",
                            1,
                            Unit.MONEY,
                            "money behind exceptions that are open",
                            List.of("code", "owner"),
                            new Stock(EXCEPTIONS, Map.of("*", Weight.BOTH))),
                    new Metric(
                            "data-quality",
                            1,
                            Unit.COUNT,
                            "messages that wait for a person, a code or another record",
                            List.of("code", "system"),
                            new Stock(PARKED, Map.of("*", Weight.BOTH))));

    private Metrics() {}

    /** The metric of this name. */
    public static Optional<Metric> named(String name) {
        return ALL.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }

    private static Metric money(String name, String formula, Computation computation) {
        return new Metric(name, 1, Unit.MONEY, formula, List.of("line"), computation);
    }

    private static Metric hours(String name, String formula, Computation computation) {
        return new Metric(name, 1, Unit.HOURS, formula, List.of("person", "line"), computation);
    }

    private static Metric ratio(
            String name, String formula, List<String> dimensions, Computation computation) {
        return new Metric(name, 1, Unit.RATIO, formula, dimensions, computation);
    }

    private static Flow booked(Weight weight) {
        return new Flow(POSTINGS, Map.of("booked", weight));
    }

    private static Flow flow(Happening happening) {
        return new Flow(POSTINGS, Map.of(Kebab.of(happening), Weight.BOTH));
    }

    private static Flow all(Computation.Source source, String kind) {
        return new Flow(source, Map.of(kind, Weight.BOTH));
    }

    private static Flow hours(String kind) {
        return new Flow(HOURS, Map.of(kind, Weight.BOTH));
    }

    /** An account's balance, by the happenings that move it. */
    private static Stock stock(Account account, int sign) {
        Map<Happening, Integer> moves = new EnumMap<>(Happening.class);
        for (Happening happening : Happening.values()) {
            for (Happening.Leg leg : happening.legs()) {
                if (leg.debit() == account) {
                    moves.merge(happening, sign, Integer::sum);
                }
                if (leg.credit() == account) {
                    moves.merge(happening, -sign, Integer::sum);
                }
            }
        }
        Map<String, Weight> weights = new HashMap<>();
        moves.forEach((happening, by) -> weights.put(Kebab.of(happening), new Weight(by, by)));
        return new Stock(POSTINGS, weights);
    }
}
