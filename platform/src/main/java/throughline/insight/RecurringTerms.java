package throughline.insight;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import throughline.engagement.Contract;
import throughline.engagement.Engagement;
import throughline.engagement.EngagementId;
import throughline.terms.Amendment;
import throughline.terms.Line;
import throughline.terms.Terms;

/**
 * What lines with a fee for every period are worth in a year, on any day, and what became of each
 * when its term was over: a change of terms that lets it last longer renews it, and so does another
 * line of the same customer and service line that begins around the day on which it ends.
 */
final class RecurringTerms {

    /** How far before or after the end of a term another one may begin and still renew it. */
    private static final int AROUND_DAYS = 31;

    private final Map<EngagementId, Engagement> states;

    private RecurringTerms(Map<EngagementId, Engagement> states) {
        this.states = states;
    }

    /** Reads the terms of engagements as they were known at an instant, or are known now. */
    static RecurringTerms of(
            Connection connection, Collection<String> engagements, Optional<Instant> known)
            throws SQLException {
        return new RecurringTerms(AgreedTerms.states(connection, engagements, known));
    }

    /** What a line is worth in a year, in its contract's currency. */
    record Yearly(String engagement, String line, String currency, BigDecimal amount) {}

    /**
     * A term that ended.
     *
     * @param until the first day that it no longer covers
     * @param renewed of the yearly amount, by a change of its own terms; empty when nothing says so
     */
    record Due(Yearly yearly, String serviceLine, LocalDate until, Optional<BigDecimal> renewed) {}

    /** What recurs on a day. */
    List<Yearly> on(LocalDate day) {
        List<Yearly> found = new ArrayList<>();
        states.forEach(
                (id, state) -> {
                    for (Line line : lines(state, day)) {
                        if (covers(line, day)) {
                            found.add(yearly(id, state, line));
                        }
                    }
                });
        return found;
    }

    private static boolean covers(Line line, LocalDate day) {
        return !day.isBefore(line.term().from())
                && day.isBefore(line.term().until())
                && line.ended().filter(on -> !day.isBefore(on)).isEmpty();
    }

    private static Yearly yearly(EngagementId id, Engagement state, Line line) {
        String currency = state.terms().map(Terms::currency).orElseThrow().getCode();
        return new Yearly(id.value(), line.id(), currency, AgreedTerms.yearly(line, price(line)));
    }

    private static BigDecimal price(Line line) {
        return line.price().map(price -> price.decimal()).orElse(BigDecimal.ZERO);
    }

    private static List<Line> lines(Engagement state, LocalDate day) {
        boolean over =
                state.contract() instanceof Contract.Cancelled cancelled
                        && !day.isBefore(cancelled.on());
        return over ? List.of() : recurring(state, day);
    }

    private static List<Line> recurring(Engagement state, LocalDate day) {
        return state.termsFor(day).map(Terms::lines).orElse(List.of()).stream()
                .filter(AgreedTerms::recurs)
                .toList();
    }

    /** Every term that ended, or will, as the terms say. */
    List<Due> due() {
        List<Due> due = new ArrayList<>();
        states.forEach((id, state) -> due.addAll(due(id, state)));
        return due;
    }

    private static List<Due> due(EngagementId id, Engagement state) {
        Map<String, List<Line>> versions = new HashMap<>();
        TreeSet<LocalDate> days = new TreeSet<>();
        state.agreement().changes().original().map(Terms::effective).ifPresent(days::add);
        state.agreement().changes().agreed().values().stream()
                .map(Amendment::effective)
                .forEach(days::add);
        for (LocalDate day : days) {
            for (Line line : recurring(state, day)) {
                List<Line> known = versions.computeIfAbsent(line.id(), key -> new ArrayList<>());
                if (known.isEmpty() || !known.getLast().equals(line)) {
                    known.add(line);
                }
            }
        }
        List<Due> due = new ArrayList<>();
        for (List<Line> all : versions.values()) {
            for (int i = 0; i < all.size(); i++) {
                Line line = all.get(i);
                Optional<Line> next =
                        i + 1 < all.size() ? Optional.of(all.get(i + 1)) : Optional.empty();
                boolean renewed =
                        next.filter(later -> later.term().until().isAfter(line.term().until()))
                                .isPresent();
                if (next.isEmpty() || renewed) {
                    Yearly now = yearly(id, state, line);
                    due.add(
                            new Due(
                                    now,
                                    line.serviceLine(),
                                    over(state, line),
                                    next.map(
                                            later ->
                                                    now.amount()
                                                            .min(
                                                                    yearly(id, state, later)
                                                                            .amount()))));
                }
            }
        }
        return due;
    }

    /** The first day that a line does not cover any more: of its term, or of an early end. */
    private static LocalDate over(Engagement state, Line line) {
        LocalDate until = line.ended().orElse(line.term().until());
        return state.contract() instanceof Contract.Cancelled cancelled
                        && cancelled.on().isBefore(until)
                ? cancelled.on()
                : until;
    }

    /** A line that begins around a day, for whoever looks for what renews another one. */
    record Beginning(Yearly yearly, String serviceLine, LocalDate from) {
        boolean isAround(LocalDate day) {
            return !from.isBefore(day.minusDays(AROUND_DAYS))
                    && !from.isAfter(day.plusDays(AROUND_DAYS));
        }
    }

    /** Every line as it began. */
    List<Beginning> beginnings() {
        List<Beginning> found = new ArrayList<>();
        states.forEach(
                (id, state) -> {
                    boolean stands = !(state.contract() instanceof Contract.Cancelled);
                    for (Line line : state.terms().map(Terms::lines).orElse(List.of())) {
                        if (stands && AgreedTerms.recurs(line)) {
                            found.add(
                                    new Beginning(
                                            yearly(id, state, line),
                                            line.serviceLine(),
                                            line.term().from()));
                        }
                    }
                });
        return found;
    }
}
