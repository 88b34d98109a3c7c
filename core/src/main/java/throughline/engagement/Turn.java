package throughline.engagement;

import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import throughline.align.ActionKind;
import throughline.calendar.FiscalCalendar;
import throughline.calendar.FiscalPeriod;
import throughline.calendar.ObservedPeriods;
import throughline.landscape.GateName;
import throughline.landscape.GatePolicy;
import throughline.landscape.LegalEntity;
import throughline.landscape.Release;
import throughline.landscape.Rounding;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.Unit;
import throughline.money.Reckoning;
import throughline.terms.Terms;

/**
 * All that a rule may look at: the state as it is now, the signal, the release, and which
 * accounting periods are closed.
 *
 * <p><b>Threads</b>: of one decision after another, like the engagement itself.
 */
public final class Turn {

    private static final FiscalCalendar MONTHS = new FiscalCalendar.Months();

    private final Engagement state;
    private final Signal signal;
    private final Release release;
    private final ObservedPeriods periods;
    private final Worksheet worksheet;
    private final LocalDate today;
    private final Optional<LegalEntity> entity;

    /** Where the newest event led to: whoever decides asks for it again when it is taken. */
    private @Nullable Next next;

    /** The period that was asked for last, and will be asked for again. */
    private @Nullable FiscalPeriod period;

    /** The unit that sells, as soon as somebody asked for it. */
    private @Nullable Unit unit;

    private record Next(Event event, Turn turn) {}

    /**
     * A turn.
     *
     * @param worksheet where rules note their arithmetic
     */
    public Turn(
            Engagement state,
            Signal signal,
            Release release,
            ObservedPeriods periods,
            Worksheet worksheet) {
        this.state = state;
        this.signal = signal;
        this.release = release;
        this.periods = periods;
        this.worksheet = worksheet;
        this.entity = entityOf(state, release);
        this.today = todayOf(signal, entity);
    }

    @SuppressWarnings("ReferenceEquality") // parts that did not change are the same objects
    private Turn(Turn before, Engagement state) {
        this.state = state;
        this.signal = before.signal;
        this.release = before.release;
        this.periods = before.periods;
        this.worksheet = before.worksheet;
        boolean same = state.agreement() == before.state.agreement();
        this.entity = same ? before.entity : entityOf(state, release);
        this.today = same ? before.today : todayOf(signal, entity);
        this.period = same ? before.period : null;
        this.unit = same ? before.unit : null;
    }

    /** A turn while every accounting period is open. */
    public Turn(Engagement state, Signal signal, Release release) {
        this(state, signal, release, ObservedPeriods.NONE, Worksheet.NONE);
    }

    /**
     * The same event, with the arithmetic that led to its amount.
     *
     * @param rule in kebab case, as documentation calls it
     * @param source the paragraph of the standard, or the part of the agreement, that says so
     */
    public <E extends Event> E because(E event, String rule, String source, Reckoning how) {
        worksheet.note(event, new Worksheet.Working(rule, source, how));
        return event;
    }

    /** The same event, explained as the one that it stands for. */
    public <E extends Event> E because(E event, Event as) {
        worksheet.same(event, as);
        return event;
    }

    /** What was decided so far. */
    public Engagement state() {
        return state;
    }

    /** What is being decided upon. */
    public Signal signal() {
        return signal;
    }

    /** The rules that are in force. */
    public Release release() {
        return release;
    }

    /** Which accounting periods are closed. */
    public ObservedPeriods periods() {
        return periods;
    }

    /** When the signal became known. */
    public Instant known() {
        return signal.known();
    }

    /** The day on which this is decided: the tick's, or else the entity's day of the signal. */
    public LocalDate today() {
        return today;
    }

    private static LocalDate todayOf(Signal signal, Optional<LegalEntity> entity) {
        return signal instanceof Signal.ClockTicked tick
                ? tick.today()
                : signal.known().atZone(zoneOf(entity)).toLocalDate();
    }

    /** The legal entity that sells, when something was agreed and the release has it. */
    public Optional<LegalEntity> entity() {
        return entity;
    }

    private static Optional<LegalEntity> entityOf(Engagement state, Release release) {
        return state.terms().flatMap(terms -> release.entity(terms.legalEntity()));
    }

    /** The zone whose days count. */
    public ZoneId zone() {
        return zoneOf(entity);
    }

    private static ZoneId zoneOf(Optional<LegalEntity> entity) {
        return entity.map(LegalEntity::zone).orElse(ZoneOffset.UTC);
    }

    /** The unit that sells: the terms', else the deal's, else the one that takes the rest. */
    public Unit unit() {
        Unit known = unit;
        if (known == null) {
            known = selling();
            unit = known;
        }
        return known;
    }

    private Unit selling() {
        return state.terms()
                .map(Terms::unit)
                .or(() -> state.agreement().deal().flatMap(deal -> deal.unit()))
                .flatMap(release::unit)
                .orElseGet(release::defaultUnit);
    }

    /**
     * The fiscal period of a day in the entity's calendar. A day that the calendar does not list
     * belongs to its calendar month, since no fact may be refused for its date.
     */
    public FiscalPeriod periodOf(LocalDate day) {
        FiscalPeriod known = period;
        if (known == null || !known.range().contains(day)) {
            known = found(day);
            period = known;
        }
        return known;
    }

    private FiscalPeriod found(LocalDate day) {
        try {
            FiscalCalendar own = entity.isEmpty() ? MONTHS : entity.get().fiscalCalendar();
            return own.periodOf(day);
        } catch (IllegalArgumentException unlisted) {
            return MONTHS.periodOf(day);
        }
    }

    /** The live systems that serve this engagement, those that keep the money first. */
    public List<SystemDeclaration> systems() {
        Optional<Terms> terms = state.terms();
        return terms.isEmpty()
                ? List.of()
                : release.serving(terms.get().unit(), terms.get().legalEntity());
    }

    /** The first of them that takes a kind of write. */
    public Optional<SystemDeclaration> receiver(ActionKind kind) {
        for (SystemDeclaration system : systems()) {
            if (system.writes().contains(kind.name())) {
                return Optional.of(system);
            }
        }
        return Optional.empty();
    }

    /** How the unit rounds an amount to the minor unit where it stands on a document. */
    public RoundingMode rounding() {
        return setting(GateName.PRICING, Rounding.SETTING)
                .map(Rounding::of)
                .orElse(RoundingMode.HALF_UP);
    }

    /** What the selling unit's policy says on a matter of a gate. */
    public Optional<String> setting(GateName gate, String name) {
        for (GatePolicy policy : unit().gates()) {
            if (policy.gate() == gate) {
                return Optional.ofNullable(policy.settings().get(name));
            }
        }
        return Optional.empty();
    }

    /** The same turn after one more event. */
    @SuppressWarnings("ReferenceEquality") // the very event that a rule has just made
    public Turn after(Event event) {
        Next known = next;
        if (known == null || known.event() != event) {
            known = new Next(event, new Turn(this, Evolve.apply(state, event)));
            next = known;
        }
        return known.turn();
    }

    /** What a step decides for each item, every step seeing what the ones before it decided. */
    public <T> List<Event> inOrder(Iterable<T> items, BiFunction<Turn, T, List<Event>> step) {
        List<Event> events = List.of();
        Turn now = this;
        for (T item : items) {
            List<Event> more = step.apply(now, item);
            if (more.isEmpty()) {
                continue;
            }
            events = events.isEmpty() ? new ArrayList<>(more.size()) : events;
            for (Event event : more) {
                events.add(event);
                now = now.after(event);
            }
        }
        return events;
    }
}
