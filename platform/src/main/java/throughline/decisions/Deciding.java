package throughline.decisions;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import throughline.approvals.Approvals;
import throughline.approvals.MatterKind;
import throughline.decisions.PersonalDecisions.Decider;
import throughline.landscape.Release;
import throughline.people.Actor;
import throughline.people.Roles;

/**
 * All that takes part when people decide, for commands, programs and pages alike.
 *
 * @param once keeps that what is sent twice is done once
 */
public record Deciding(
        DecisionDesk desk,
        PersonalDecisions decisions,
        Approvals approvals,
        Once once,
        InstantSource clock) {

    /**
     * Over an installation.
     *
     * @param more other kinds of matters that take two people
     */
    public static Deciding over(
            DataSource database,
            Supplier<Release> release,
            InstantSource clock,
            List<MatterKind> more) {
        DecisionDesk desk = new DecisionDesk(database, release, clock);
        PersonalDecisions decisions = new PersonalDecisions(database, desk);
        List<MatterKind> kinds = new ArrayList<>(more);
        kinds.add(decisions);
        Approvals approvals =
                new Approvals(
                        database,
                        kinds,
                        (person, unit) ->
                                Roles.of(
                                        person,
                                        Roles.unit(release.get(), unit),
                                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
        return new Deciding(desk, decisions, approvals, new Once(database), clock);
    }

    /** Somebody who decides now. */
    public Decider by(Actor actor) {
        return new Decider(actor, approvals, clock.instant());
    }
}
