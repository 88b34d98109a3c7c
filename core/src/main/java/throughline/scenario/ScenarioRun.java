package throughline.scenario;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import throughline.engagement.AttentionEvent.ExceptionRaised;
import throughline.engagement.BusinessException;
import throughline.engagement.Event;
import throughline.scenario.Scenario.Entry;

/** Lets a scenario happen, day by day, and holds what came of it against what was expected. */
public final class ScenarioRun {

    /** Far more days than any contract has: time that never comes to rest is a defect of ours. */
    private static final int MOST_TICKS = 50_000;

    private final Scenario scenario;
    private final Course course;
    private final Happenings happenings;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private boolean refusalsExpected;

    private ScenarioRun(Scenario scenario) {
        StandIn systems = new StandIn(scenario.answering());
        this.scenario = scenario;
        this.course = new Course(scenario.deal().key(), scenario.release(), systems);
        this.happenings = new Happenings(scenario, course, systems);
    }

    /** What comes of a scenario. */
    public static ScenarioReport of(Scenario scenario) {
        return new ScenarioRun(scenario).run();
    }

    private ScenarioReport run() {
        List<Entry> calendar =
                scenario.calendar().stream().sorted(Comparator.comparing(Entry::on)).toList();
        for (int i = 0; i < calendar.size(); i++) {
            Entry entry = calendar.get(i);
            boolean dawns = i == 0 || !calendar.get(i - 1).on().equals(entry.on());
            if (dawns) {
                tickThrough(Optional.of(entry.on()));
                course.at(entry.on());
            }
            switch (entry) {
                case Entry.Happens happens -> happen(happens);
                case Entry.Expects expects -> expect(expects);
            }
        }
        tickThrough(scenario.until());
        if (scenario.until().isEmpty()) {
            tickThrough(Optional.empty());
        }
        heldUp();
        Moment end = moment(LocalDate.MAX);
        scenario.atEnd().forEach(expected -> look(expected, end));
        return new ScenarioReport(
                scenario, end, refusals, verdicts, refusals.isEmpty() || refusalsExpected);
    }

    /** Every morning on which the calendar alone changes something, up to a day or to the last. */
    private void tickThrough(Optional<LocalDate> last) {
        for (int ticks = 0; ticks < MOST_TICKS; ticks++) {
            Optional<LocalDate> next = course.state().nextWake();
            boolean due =
                    next.isPresent() && last.map(day -> !next.get().isAfter(day)).orElse(true);
            if (!due) {
                return;
            }
            LocalDate day = later(next.get(), course.today());
            if (course.tick(day).isEmpty()) {
                return;
            }
        }
        throw new IllegalStateException(
                "the contract asks for " + course.state().nextWake() + " and never comes to rest");
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private void happen(Entry.Happens entry) {
        Happenings.Effect effect = happenings.happen(entry.happening());
        effect.refused()
                .ifPresent(
                        why ->
                                refusals.add(
                                        new Refusal(
                                                entry.on(),
                                                entry.place(),
                                                why.code(),
                                                why.sentence())));
        for (Event event : effect.events()) {
            if (event instanceof ExceptionRaised(var found)
                    && Happenings.BLAMED.contains(found.code())) {
                refusals.add(
                        new Refusal(entry.on(), entry.place(), found.code(), found.sentence()));
            }
        }
    }

    /** Terms that no gate let through in the end could not be signed. */
    private void heldUp() {
        Optional<Entry.Happens> signed =
                scenario.calendar().stream()
                        .filter(Entry.Happens.class::isInstance)
                        .map(Entry.Happens.class::cast)
                        .filter(entry -> entry.happening() instanceof Happening.Signed)
                        .findFirst();
        if (signed.isPresent() && course.state().terms().isEmpty()) {
            for (BusinessException open : course.state().attention().exceptions().values()) {
                if (open.key().startsWith("gate:")) {
                    refusals.add(
                            new Refusal(
                                    signed.get().on(),
                                    signed.get().place(),
                                    open.code(),
                                    open.sentence()));
                }
            }
        }
    }

    private void expect(Entry.Expects entry) {
        Moment moment = moment(entry.on());
        entry.expected().forEach(expected -> look(expected, moment));
    }

    private void look(Expectation expected, Moment moment) {
        refusalsExpected |= expected.subject() instanceof Expectation.Subject.Refusals;
        verdicts.addAll(Judgement.of(expected, moment));
    }

    private Moment moment(LocalDate day) {
        return new Moment(
                day,
                course.today(),
                course.state(),
                course.release(),
                scenario.deal(),
                course.told(),
                refusals);
    }
}
