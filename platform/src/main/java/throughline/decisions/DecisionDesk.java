package throughline.decisions;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import throughline.align.ActionKey;
import throughline.align.Answers;
import throughline.align.Effect;
import throughline.engagement.AttentionEvent;
import throughline.engagement.BillingEvent.UnitsWrittenOff;
import throughline.engagement.BusinessException;
import throughline.engagement.EffectEvent;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.engagement.Event;
import throughline.engagement.Outcome;
import throughline.engagement.Signal;
import throughline.engagement.Signal.Verdict;
import throughline.engine.Decisions;
import throughline.journal.EngagementStore;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.people.Actor;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;
import throughline.people.Right;

/**
 * Says what a decision would do and who may take it. Asks the gates and rules that decide
 * otherwise.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class DecisionDesk {

    /** Whoever will agree to what takes two; nobody bears this name. */
    private static final String ANOTHER = "somebody else";

    private final DataSource database;
    private final Supplier<Release> release;
    private final InstantSource clock;

    /** A desk over an installation's engagements. */
    public DecisionDesk(DataSource database, Supplier<Release> release, InstantSource clock) {
        this.database = database;
        this.release = release;
        this.clock = clock;
    }

    /**
     * A decision before it is taken.
     *
     * @throws RefusedToPersonException when it cannot be taken, or not by this person
     */
    public Prospect prospect(Actor by, EngagementId id, Verdict verdict) {
        if (!by.person().may(Right.DECIDE)) {
            throw new RefusedToPersonException(
                    Kind.NOT_ALLOWED,
                    "not-allowed",
                    "You cannot decide this: it takes a role that decides, as finance.");
        }
        return prospect(by, state(by, id), verdict);
    }

    private Prospect prospect(Actor by, Engagement state, Verdict verdict) {
        Instant now = clock.instant();
        Entitlement entitlement =
                new Entitlement(state, release.get(), LocalDate.ofInstant(now, ZoneOffset.UTC));
        List<Event> events = events(by, state, verdict, now);
        return switch (verdict) {
            case Verdict.Waive(var code, var _) -> {
                Optional<Set<String>> second = entitlement.waiver(by, code);
                String title = "Waive " + code;
                yield prospect(
                        entitlement, verdict, title, events, entitlement.stake(code), second);
            }
            case Verdict.Approve(var hash, var _) -> {
                entitlement.approval(by, hash);
                Optional<Money> price = state.agreement().deal().flatMap(deal -> deal.amount());
                String title = "Approve the terms";
                yield prospect(entitlement, verdict, title, events, price, Optional.empty());
            }
            case Verdict.Settle(var key, var _) -> settled(entitlement, verdict, key, events);
            case Verdict.Retry(var key) -> {
                effect(state, key, Answers::mayBeAskedForAgain, "ask again for");
                String title = "Ask again for " + key.purpose();
                yield prospect(
                        entitlement, verdict, title, events, stake(events), Optional.empty());
            }
            case Verdict.Cancel(var key, var _) -> cancelled(entitlement, verdict, key, events);
            case Verdict.Treat treat -> treated(entitlement, treat, events);
            case Verdict.Credit credit -> credited(entitlement, credit, events);
            case Verdict.WriteOff(var unit, var _) -> {
                Money amount = writtenOff(events, unit.type() + ":" + unit.id());
                yield prospect(
                        entitlement,
                        verdict,
                        "Write off " + Foresight.amount(amount),
                        events,
                        Optional.of(amount),
                        entitlement.second("write-off", Optional.of(amount)));
            }
        };
    }

    /** Takes two whatever the limits say: nobody alone lets a change count another way. */
    private static Prospect treated(
            Entitlement entitlement, Verdict.Treat treat, List<Event> events) {
        if (events.isEmpty()) {
            throw RefusedToPersonException.refused(
                    "nothing-to-treat",
                    ("Cannot treat %s another way: there is no such change order here, or two"
                                    + " people said so already. See the changes of terms.")
                            .formatted(treat.changeOrder()));
        }
        Optional<Money> price =
                entitlement.state().agreement().deal().flatMap(deal -> deal.amount());
        Set<String> second = entitlement.second("treat", price).orElse(Set.of());
        String title =
                "Let a change of line %s count as %s"
                        .formatted(treat.line(), treat.treatment().word());
        return prospect(entitlement, treat, title, events, price, Optional.of(second));
    }

    private static Prospect credited(
            Entitlement entitlement, Verdict.Credit credit, List<Event> events) {
        for (Event event : events) {
            if (event instanceof AttentionEvent.ExceptionRaised(var exception)
                    && exception.code().equals("credit-impossible")) {
                throw RefusedToPersonException.refused("credit-impossible", exception.sentence());
            }
        }
        if (events.stream().noneMatch(EffectEvent.ActionPlanned.class::isInstance)) {
            throw RefusedToPersonException.refused(
                    "nothing-to-credit",
                    ("Cannot credit %s: this credit was ordered already, or no period is open for"
                                    + " it. Order another credit by another name.")
                            .formatted(credit.invoice()));
        }
        Optional<Money> amount = Optional.of(credit.amount());
        String title =
                "Credit %s of %s".formatted(Foresight.amount(credit.amount()), credit.invoice());
        return prospect(
                entitlement, credit, title, events, amount, entitlement.second("credit", amount));
    }

    private static Prospect settled(
            Entitlement entitlement, Verdict verdict, ActionKey key, List<Event> events) {
        Effect effect =
                effect(
                        entitlement.state(),
                        key,
                        Effect.Status.Ambiguous.class::isInstance,
                        "settle");
        Optional<Money> amount =
                Optional.ofNullable(
                                entitlement
                                        .state()
                                        .attention()
                                        .exceptions()
                                        .get("action:" + key.purpose()))
                        .flatMap(BusinessException::atStake);
        String title = "Say what became of " + key.purpose();
        return ofWrite(entitlement, verdict, effect, title, events, amount);
    }

    private Prospect cancelled(
            Entitlement entitlement, Verdict verdict, ActionKey key, List<Event> events) {
        Effect effect =
                effect(
                        entitlement.state(),
                        key,
                        status ->
                                status instanceof Effect.Status.Planned
                                        || status instanceof Effect.Status.Rejected,
                        "cancel");
        Optional<Money> amount = new HeldWrites(database).cancellable(key);
        String title = "Do not send " + key.purpose();
        return ofWrite(entitlement, verdict, effect, title, events, amount);
    }

    private static Prospect ofWrite(
            Entitlement entitlement,
            Verdict verdict,
            Effect effect,
            String title,
            List<Event> events,
            Optional<Money> amount) {
        Optional<Set<String>> second =
                Entitlement.movesMoney(effect.kind())
                        ? entitlement.second(Verdicts.kind(verdict), amount)
                        : Optional.empty();
        return prospect(entitlement, verdict, title, events, amount, second);
    }

    private static Prospect prospect(
            Entitlement entitlement,
            Verdict verdict,
            String title,
            List<Event> events,
            Optional<Money> amount,
            Optional<Set<String>> second) {
        Engagement state = entitlement.state();
        String name = state.agreement().deal().map(deal -> deal.name()).orElse(state.id().value());
        return new Prospect(
                state.id(),
                verdict,
                title + ": " + name,
                Foresight.told(events),
                amount,
                second,
                entitlement.unitName(),
                entitlement.entity());
    }

    private List<Event> events(Actor by, Engagement state, Verdict verdict, Instant now) {
        var periods = Decisions.periods(database, release);
        // Two people may bear one name: what takes two is told apart by who they are.
        String who = verdict instanceof Verdict.Treat ? by.person().login() : by.person().name();
        Signal.PersonDecided first = new Signal.PersonDecided(verdict, who, now);
        Outcome outcome = Foresight.of(state, first, release.get(), periods);
        if (!(verdict instanceof Verdict.Treat) || outcome.events().isEmpty()) {
            return outcome.events();
        }
        Signal.PersonDecided other = new Signal.PersonDecided(verdict, ANOTHER, now);
        List<Event> events = new ArrayList<>(outcome.events());
        events.addAll(Foresight.of(outcome.state(), other, release.get(), periods).events());
        return events;
    }

    private static Effect effect(
            Engagement state, ActionKey key, Predicate<Effect.Status> wanted, String deed) {
        return state.effects()
                .of(key.purpose())
                .filter(each -> each.key().equals(key) && wanted.test(each.status()))
                .orElseThrow(
                        () ->
                                RefusedToPersonException.refused(
                                        "write-not-so",
                                        ("Cannot %s %s: it does not stand like that now. See what"
                                                        + " became of it on the engagement's page.")
                                                .formatted(deed, key)));
    }

    private static Optional<Money> stake(List<Event> events) {
        return events.stream()
                .filter(EffectEvent.ActionPlanned.class::isInstance)
                .map(EffectEvent.ActionPlanned.class::cast)
                .flatMap(planned -> planned.action().atStake().stream())
                .findFirst();
    }

    private static Money writtenOff(List<Event> events, String unit) {
        return events.stream()
                .filter(UnitsWrittenOff.class::isInstance)
                .map(event -> ((UnitsWrittenOff) event).amount())
                .reduce(Money::plus)
                .orElseThrow(
                        () ->
                                RefusedToPersonException.refused(
                                        "nothing-open",
                                        ("Cannot write off %s: nothing of it is open. It is billed,"
                                                        + " written off already, or not there.")
                                                .formatted(unit)));
    }

    /**
     * An engagement that the person sees.
     *
     * @throws RefusedToPersonException when it is not there for them
     */
    public Engagement state(Actor by, EngagementId id) {
        Optional<Engagement> state;
        try (Connection connection = database.getConnection()) {
            state = EngagementStore.find(connection, id);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("cannot read " + id, e);
        }
        return state.filter(
                        each -> {
                            Entitlement of = new Entitlement(each, release.get(), LocalDate.EPOCH);
                            return by.person()
                                    .scope()
                                    .sees(of.unitName().orElse(null), of.entity().orElse(null));
                        })
                .orElseThrow(
                        () ->
                                new RefusedToPersonException(
                                        Kind.NOT_THERE,
                                        "not-found",
                                        "There is no engagement of that id. Check its name; lists"
                                                + " show what there is."));
    }

    /** The agreements that the terms of an engagement wait for, as the gates say it now. */
    public List<throughline.policy.Violation> awaited(Engagement state) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new Entitlement(state, release.get(), today).approvals(java.util.Map.of());
    }
}
