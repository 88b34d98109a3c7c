package throughline.engagement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome;
import throughline.books.Account;
import throughline.books.Balances;
import throughline.books.Posting;
import throughline.books.Postings;
import throughline.calendar.AccountingPeriods;
import throughline.calendar.DateRange;
import throughline.calendar.ObservedPeriods;
import throughline.calendar.PeriodState;
import throughline.engagement.AttentionEvent.ExceptionRaised;
import throughline.engagement.EffectEvent.ActionPlanned;
import throughline.engagement.EffectEvent.ActionWithdrawn;
import throughline.engagement.Signal.PreviousVersion;
import throughline.engagement.WorkEvent.TimeApproved;
import throughline.engagement.WorkEvent.TimeTakenBack;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.observed.CanonicalRecord;
import throughline.observed.Cause;
import throughline.observed.RecordKey;

/**
 * One engagement and what it is told, with the little of the platform that it needs: which version
 * of a record it took in before, and which writes are under way.
 */
final class Story {

    private static final Cause CAUSE = new Cause(1, "test");

    private Release release;
    private final Map<RecordKey, CanonicalRecord> taken = new HashMap<>();
    private final Map<RecordKey, PreviousVersion> approved = new HashMap<>();
    private final Map<ActionKey, Action> underWay = new LinkedHashMap<>();
    private final List<Event> events = new ArrayList<>();
    private Engagement state = Engagement.empty(EngagementId.rootedIn(Records.DEAL));
    private Instant now = Instant.parse("2026-01-02T09:00:00Z");
    private int confirmations;
    private ObservedPeriods periods = ObservedPeriods.NONE;

    private Story(Release release) {
        this.release = release;
    }

    static Story under(Release release) {
        return new Story(release);
    }

    /** A story whose deal is won, booked and active. */
    static Story active(Release release, CanonicalRecord.DealLine... lines) {
        Story story = under(release);
        story.observe(Records.customer());
        story.observe(Records.won(lines));
        story.confirmAll();
        return story;
    }

    List<Event> observe(CanonicalRecord record) {
        Optional<PreviousVersion> previous =
                Optional.ofNullable(taken.put(record.key(), record))
                        .map(before -> previous(record.key(), before));
        return hear(new Signal.RecordObserved(record, previous, CAUSE, now));
    }

    private PreviousVersion previous(RecordKey key, CanonicalRecord before) {
        PreviousVersion known = approved.get(key);
        return known == null
                ? new PreviousVersion(before, 0, Optional.empty())
                : new PreviousVersion(before, known.sequence(), known.approved());
    }

    List<Event> tick(String day) {
        return tick(LocalDate.parse(day));
    }

    List<Event> tick(LocalDate day) {
        now = day.atTime(8, 0).toInstant(ZoneOffset.UTC);
        return hear(new Signal.ClockTicked(day, now));
    }

    /** Everything from now on is learned at this moment. */
    Story at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    /** Another release is in force from now on, and everything is derived again under it. */
    List<Event> under(String instant, Release next) {
        release = next;
        return at(instant).hear(new Signal.Rederive(now));
    }

    /** Ticks every day that the engagement asks for, up to a day. */
    void tickUntil(LocalDate last) {
        while (state.nextWake().isPresent() && !state.nextWake().get().isAfter(last)) {
            LocalDate next = state.nextWake().get();
            tick(next);
            if (state.nextWake().equals(Optional.of(next))) {
                throw new AssertionError("the engagement asks for " + next + " again and again");
            }
        }
    }

    /** What the financial system says of the months of 2026 from now on; told to the engagement. */
    List<Event> close(int upTo, PeriodState state, int listed) {
        List<AccountingPeriods.Observed> months = new ArrayList<>();
        for (int month = 1; month <= listed; month++) {
            LocalDate first = LocalDate.of(2026, month, 1);
            months.add(
                    new AccountingPeriods.Observed(
                            new DateRange(first, first.plusMonths(1)),
                            month <= upTo ? state : PeriodState.OPEN));
        }
        periods = new ObservedPeriods(Map.of("DE01", new AccountingPeriods(months)));
        return hear(new Signal.Rederive(now));
    }

    List<Event> decide(Signal.Verdict verdict) {
        return hear(new Signal.PersonDecided(verdict, "eva", now));
    }

    List<Event> answer(ActionKey action, ActionOutcome outcome) {
        return hear(new Signal.ActionEnded(action, outcome, now));
    }

    List<Event> confirm(ActionKind kind, String externalId) {
        return answer(
                pending(kind).key(),
                new ActionOutcome.Confirmed(externalId, Map.of("number", "N-" + externalId)));
    }

    /** Answers every write under way, and those that the answers give rise to. */
    void confirmAll() {
        while (!underWay.isEmpty()) {
            ActionKey next = underWay.keySet().iterator().next();
            confirmations++;
            answer(next, new ActionOutcome.Confirmed("X-" + confirmations, Map.of()));
        }
    }

    List<Event> hear(Signal signal) {
        Engagement before = state;
        Outcome outcome = EngagementDecider.handle(state, signal, release, periods);
        state = outcome.state();
        long sequence = before.sequence();
        for (Event event : outcome.events()) {
            sequence++;
            note(event, sequence);
        }
        if (signal instanceof Signal.ActionEnded ended) {
            underWay.remove(ended.action());
        }
        events.addAll(outcome.events());
        return outcome.events();
    }

    private void note(Event event, long sequence) {
        switch (event) {
            case TimeApproved time ->
                    approved.put(
                            time.unit(),
                            new PreviousVersion(
                                    Objects.requireNonNull(taken.get(time.unit())),
                                    sequence,
                                    Optional.of(time)));
            case TimeTakenBack time -> approved.remove(time.unit());
            case ActionPlanned(var action) -> underWay.put(action.key(), action);
            case ActionWithdrawn(var key) -> underWay.remove(key);
            default -> {}
        }
    }

    Action pending(ActionKind kind) {
        return underWay.values().stream()
                .filter(action -> action.kind() == kind)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no " + kind + " among " + underWay.keySet()));
    }

    Map<ActionKey, Action> underWay() {
        return underWay;
    }

    Engagement state() {
        return state;
    }

    List<Event> events() {
        return events;
    }

    List<String> openExceptions() {
        return List.copyOf(state.attention().exceptions().keySet());
    }

    BusinessException openException(String key) {
        return Objects.requireNonNull(state.attention().exceptions().get(key), key);
    }

    static List<String> raised(List<Event> events) {
        return events.stream()
                .filter(ExceptionRaised.class::isInstance)
                .map(event -> ((ExceptionRaised) event).exception().code())
                .toList();
    }

    Balances balances() {
        List<Posting> postings =
                events.stream().flatMap(event -> Postings.of(event).stream()).toList();
        return Balances.of(CurrencyUnit.EUR, postings);
    }

    Money debit(Account account) {
        return balances().debit(account);
    }

    Money credit(Account account) {
        return balances().credit(account);
    }

    static <E extends Event> List<E> only(Class<E> type, List<Event> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <E extends Event> List<E> all(Class<E> type) {
        return only(type, events);
    }
}
