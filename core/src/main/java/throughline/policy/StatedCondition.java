package throughline.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import throughline.wording.Kebab;

/**
 * What a line may state beyond price and schedule, for the pricing models that ask for it. The
 * reference page of pricing lists them from here.
 */
public enum StatedCondition {
    /** Days, months, quarters or years between two fees. */
    EVERY(
            "how often the fee is due",
            Holds.WORD,
            Set.of("month", "quarter", "year"),
            Model.RETAINER,
            Model.MANAGED_SERVICE),
    /** The fee of a full period. */
    FEE("the fee of a full period", Holds.MONEY, Set.of(), Model.RETAINER, Model.MANAGED_SERVICE),
    /** Whether fees are billed before or after their period. */
    BILLED(
            "whether the fee is billed before or after its period",
            Holds.WORD,
            Set.of("in-advance", "in-arrears"),
            Model.RETAINER,
            Model.MANAGED_SERVICE),
    /** Hours or units that the fee covers. */
    INCLUDED(
            "hours or units that the fee of a full period covers",
            Holds.QUANTITY,
            Set.of(),
            Model.RETAINER,
            Model.MANAGED_SERVICE),
    /** What becomes of unused hours. */
    UNUSED(
            "what becomes of included hours that were not used",
            Holds.WORD,
            Set.of("lose", "roll-over", "true-up"),
            Model.RETAINER),
    /** The most hours that roll over. */
    ROLL_OVER_CAP(
            "the most hours that are carried to the next period",
            Holds.QUANTITY,
            Set.of(),
            Model.RETAINER),
    /** How long hours roll over. */
    ROLL_OVER_PERIODS(
            "how many periods later carried hours are gone",
            Holds.QUANTITY,
            Set.of(),
            Model.RETAINER),
    /** What an unused hour is given back at. */
    TRUE_UP_RATE(
            "what an unused hour is given back at when the term ends",
            Holds.MONEY,
            Set.of(),
            Model.RETAINER),
    /** What a further hour costs. */
    EXTRA_HOUR(
            "what an hour beyond the included or bought ones costs",
            Holds.MONEY,
            Set.of(),
            Model.RETAINER,
            Model.PREPAID_BLOCK),
    /** The least that a period costs. */
    MINIMUM(
            "the least that a full period costs, its fee included",
            Holds.MONEY,
            Set.of(),
            Model.MANAGED_SERVICE),
    /** By how much fees rise. */
    INDEX_PERCENT(
            "by how much the fee rises on every index day",
            Holds.QUANTITY,
            Set.of(),
            Model.RETAINER,
            Model.MANAGED_SERVICE),
    /** When fees rise. */
    INDEX_FROM(
            "the first day on which the fee rises, and then every year",
            Holds.DATE,
            Set.of(),
            Model.RETAINER,
            Model.MANAGED_SERVICE),
    /** Hours of one block. */
    HOURS("hours of one block", Holds.QUANTITY, Set.of(), Model.PREPAID_BLOCK),
    /** When a further block is bought. */
    TOP_UP_AT(
            "how few hours may be left before another block is bought",
            Holds.QUANTITY,
            Set.of(),
            Model.PREPAID_BLOCK),
    /** Hours that are never used. */
    BREAKAGE_PERCENT(
            "the share of the bought hours that is expected never to be used, below 100",
            Holds.QUANTITY,
            Set.of(),
            Model.PREPAID_BLOCK),
    /** Lines whose price is shared among them alone. */
    ALLOCATION_BUNDLE(
            "a name for lines that are regularly sold together at a discount of their own",
            Holds.WORD,
            Set.of(),
            Model.values()),
    /** The line that a variable amount belongs to. */
    MEASURED_BY(
            "the line with whose progress it is earned, as a variable part of its consideration",
            Holds.WORD,
            Set.of(),
            Model.OUTCOME),
    /** What is billed ahead. */
    ADVANCE(
            "what is billed on the first day and set off against later work",
            Holds.MONEY,
            Set.of(),
            Model.ADVANCE_DRAWDOWN),
    /** What is added to expenses. */
    MARKUP_PERCENT(
            "what is added to expenses, in percent", Holds.QUANTITY, Set.of(), Model.EXPENSES),
    /** What the customer keeps back. */
    HOLDBACK_PERCENT(
            "what the customer keeps back of every charge, in percent, below 100",
            Holds.QUANTITY,
            Set.of(),
            Model.FIXED_FEE_MILESTONES,
            Model.FIXED_FEE_CALENDAR,
            Model.TIME_AND_MATERIALS,
            Model.PROGRESS),
    /** When it is released. */
    HOLDBACK_RELEASED(
            "what releases it: a milestone of the deal, a day, or `end` for the end of the term",
            Holds.WORD,
            Set.of(),
            Model.FIXED_FEE_MILESTONES,
            Model.FIXED_FEE_CALENDAR,
            Model.TIME_AND_MATERIALS,
            Model.PROGRESS),
    /** Lines under one cap. */
    CAP_SHARED_WITH(
            "the line whose cap this one draws on, beside a cap of its own",
            Holds.WORD,
            Set.of(),
            Model.TIME_AND_MATERIALS),
    /** What a service is promised at. */
    SERVICE_LEVEL(
            "the percent that a period must attain, as estimates report it",
            Holds.QUANTITY,
            Set.of(),
            Model.MANAGED_SERVICE),
    /** What is credited when it is missed. */
    SERVICE_CREDIT_PERCENT(
            "the part of a period's fee that is credited when its service level is missed, below"
                    + " 100",
            Holds.QUANTITY,
            Set.of(),
            Model.MANAGED_SERVICE),
    /** Expenses that need no receipt. */
    RECEIPT_ABOVE(
            "the amount up to which an expense needs no receipt",
            Holds.MONEY,
            Set.of(),
            Model.EXPENSES);

    private static final Map<Model, List<String>> NAMES =
            Arrays.stream(Model.values())
                    .collect(Collectors.toMap(it -> it, StatedCondition::namesFor));

    private final String word = Kebab.of(this);
    private final String is;
    private final Holds holds;
    private final Set<String> words;
    private final List<Model> models;

    /** What the value of a condition is. */
    public enum Holds {
        /** One of a few words. */
        WORD("a word"),
        /** An amount in the currency of the contract. */
        MONEY("an amount such as 1200.00 in the currency of the contract, not negative"),
        /** A decimal number that is not negative. */
        QUANTITY("a number such as 40 or 7.5, not negative"),
        /** A day. */
        DATE("a day such as 2027-01-01");

        private final String words;

        Holds(String words) {
            this.words = words;
        }

        /** How sentences name it. */
        public String words() {
            return words;
        }
    }

    StatedCondition(String is, Holds holds, Set<String> words, Model... models) {
        this.is = is;
        this.holds = holds;
        this.words = words;
        this.models = List.of(models);
    }

    /** As deals write it. */
    public String word() {
        return word;
    }

    /** What it says. */
    public String is() {
        return is;
    }

    /** What its value is. */
    public Holds holds() {
        return holds;
    }

    /** The words that it may be, sorted; none when it is no word. */
    public List<String> words() {
        return words.stream().sorted().toList();
    }

    /** The pricing models that ask for it, as deals write them. */
    public List<String> models() {
        return models.stream().map(Model::word).toList();
    }

    /** What lines of a model may state. */
    static List<String> namesOf(Model model) {
        return NAMES.getOrDefault(model, List.of());
    }

    private static List<String> namesFor(Model model) {
        return Arrays.stream(values())
                .filter(condition -> condition.models.contains(model))
                .map(StatedCondition::word)
                .toList();
    }
}
