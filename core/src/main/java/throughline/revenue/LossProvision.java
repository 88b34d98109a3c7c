package throughline.revenue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.engagement.AgreementEvent.AmendmentRevoked;
import throughline.engagement.AgreementEvent.ContractAmended;
import throughline.engagement.Event;
import throughline.engagement.Landing;
import throughline.engagement.Occasion;
import throughline.engagement.Occasion.Happened;
import throughline.engagement.RevenueEvent.LossProvided;
import throughline.engagement.RevenueEvent.RevenueRecognized;
import throughline.engagement.Turn;
import throughline.engagement.WorkEvent.EstimateRevised;
import throughline.engagement.WorkEvent.ExpenseCounted;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.landscape.GateName;
import throughline.money.Allocation;
import throughline.money.Money;
import throughline.money.Reckoning;
import throughline.terms.Line;
import throughline.terms.Obligation;
import throughline.terms.RevenueMethod;
import throughline.terms.Terms;

/**
 * Provides in full for a loss that a contract is expected to bring (605-35-25-45 to 25-49; IAS
 * 37.66 to 69), where the policy asks for it: what is still to be spent by the newest estimate of
 * cost, beyond what is still to be recognized. It is revised with every estimate, and used up as
 * the work is done.
 *
 * <p>The unit's setting {@code loss-provision} of the gate {@code revenue} says whether, and for
 * what: {@code by-line}, or {@code by-contract}, where a line that earns makes up for one that does
 * not.
 */
public final class LossProvision {

    private static final String SETTING = "loss-provision";
    private static final String BY_LINE = "by-line";
    private static final String BY_CONTRACT = "by-contract";
    private static final String ON_JOURNALS = "~loss";
    private static final String PARAGRAPH = "605-35-25-45 to 25-49; IAS 37.66 to 69";

    private LossProvision() {}

    /** How journals tell what is provided for a line from its revenue. */
    static String journalled(String line) {
        return line + ON_JOURNALS;
    }

    /** Whether an amount of a journal is a provision, and no revenue. */
    public static boolean isOne(String journalled) {
        return journalled.endsWith(ON_JOURNALS);
    }

    /** The line that a provision on a journal is for. */
    public static String lineOf(String journalled) {
        return isOne(journalled)
                ? journalled.substring(0, journalled.length() - ON_JOURNALS.length())
                : journalled;
    }

    /** Whether a line can cost more than it brings: hours and units bring what they are. */
    static boolean mayBeOnerous(RevenueMethod method) {
        return switch (method) {
            case INPUT_HOURS, INPUT_COST, OUTPUT_MILESTONES, OUTPUT_PROGRESS -> true;
            case USAGE, STRAIGHT_LINE, POINT_IN_TIME -> true;
            case RIGHT_TO_INVOICE, VARIABLE, NONE -> false;
        };
    }

    /** Provides the difference to what must be provided now. */
    public static List<Event> derive(Turn turn, Occasion occasion) {
        Optional<Terms> terms = turn.state().terms();
        Optional<String> policy =
                turn.setting(GateName.REVENUE, SETTING)
                        .filter(word -> word.equals(BY_LINE) || word.equals(BY_CONTRACT));
        if (terms.isEmpty() || policy.isEmpty() && turn.state().revenue().provided().isEmpty()) {
            return List.of();
        }
        CurrencyUnit currency = terms.get().currency();
        Map<String, Reckoning> losses = new LinkedHashMap<>();
        for (Line line : terms.get().lines()) {
            boolean counts = policy.isPresent() && turn.state().contract().stands();
            losses.put(
                    line.id(),
                    counts
                            ? loss(turn, line, currency)
                            : Reckoning.of("nothing to come", Money.zero(currency)));
        }
        Map<String, Money> targets = targets(losses, policy.orElse(BY_LINE), currency);
        return turn.inOrder(
                terms.get().lines(),
                (now, line) ->
                        provided(
                                now,
                                line,
                                losses.getOrDefault(
                                        line.id(), Reckoning.of("", Money.zero(currency))),
                                targets.getOrDefault(line.id(), Money.zero(currency)),
                                day(turn, occasion)));
    }

    /** What is still to be spent beyond what is still to be recognized; negative for a profit. */
    private static Reckoning loss(Turn turn, Line line, CurrencyUnit currency) {
        Money none = Money.zero(currency);
        Optional<Money> all = turn.state().work().estimated(line.id(), EstimateRevised::totalCost);
        Obligation obligation = turn.state().agreement().changes().obligations().get(line.id());
        if (all.isEmpty()
                || obligation == null
                || !mayBeOnerous(line.revenue())
                || line.ended().isPresent()) {
            return Reckoning.of("no estimate of cost", none);
        }
        Money spent = turn.state().revenue().cost().getOrDefault(line.id(), none);
        Money price = Consideration.of(turn, obligation.last(), none).amount();
        Money toCome = price.minus(turn.state().revenue().ofPrice(line.id(), currency));
        return Reckoning.of("cost estimated in all", all.get())
                .minus("spent", spent)
                .atLeast("nothing more to spend", none)
                .minus("revenue still to come", toCome);
    }

    private static Map<String, Money> targets(
            Map<String, Reckoning> losses, String policy, CurrencyUnit currency) {
        Money none = Money.zero(currency);
        Map<String, Money> targets = new LinkedHashMap<>();
        List<String> losing = new ArrayList<>();
        List<BigDecimal> weights = new ArrayList<>();
        Money net = none;
        for (var entry : losses.entrySet()) {
            Money loss = entry.getValue().amount();
            net = net.plus(loss);
            if (loss.signum() > 0) {
                losing.add(entry.getKey());
                weights.add(loss.decimal());
                targets.put(entry.getKey(), loss);
            }
        }
        if (policy.equals(BY_CONTRACT) && !losing.isEmpty()) {
            List<Money> parts = Allocation.byWeights(net.max(none), weights);
            for (int i = 0; i < losing.size(); i++) {
                targets.put(losing.get(i), parts.get(i));
            }
        }
        return targets;
    }

    private static List<Event> provided(
            Turn turn, Line line, Reckoning loss, Money target, LocalDate day) {
        Money before =
                turn.state()
                        .revenue()
                        .provided()
                        .getOrDefault(line.id(), Money.zero(target.currency()));
        Money more = target.minus(before);
        if (more.isZero()) {
            return List.of();
        }
        Reckoning how =
                loss.amount().equals(target) ? loss : Reckoning.of("its part of the loss", target);
        return Landing.of(turn, day)
                .<List<Event>>map(
                        landing ->
                                List.of(
                                        turn.because(
                                                new LossProvided(
                                                        line.id(),
                                                        turn.periodOf(landing.day()).id(),
                                                        landing.day(),
                                                        more,
                                                        landing.belongs()),
                                                "loss-provision",
                                                PARAGRAPH,
                                                how.minus("provided before", before))))
                .orElseGet(() -> Landing.nowhere(turn, "a provision for " + line.id(), day, more));
    }

    private static LocalDate day(Turn turn, Occasion occasion) {
        return switch (occasion) {
            case Happened(EstimateRevised estimate) -> estimate.on();
            case Happened(TimeApproved time) -> time.on();
            case Happened(TimeTakenBack time) -> time.on();
            case Happened(ExpenseCounted expense) -> expense.on();
            case Happened(RevenueRecognized revenue) -> revenue.effective();
            case Happened(ContractAmended amended) -> amended.amendment().day();
            case Happened(AmendmentRevoked revoked) -> revoked.on();
            case Happened _, Occasion.DayReached _, Occasion.Again _ -> turn.today();
        };
    }
}
