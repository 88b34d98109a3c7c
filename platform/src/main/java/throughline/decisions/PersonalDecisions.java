package throughline.decisions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import throughline.approvals.Approvals;
import throughline.approvals.Matter;
import throughline.approvals.MatterKind;
import throughline.approvals.Request;
import throughline.audit.AuditLog;
import throughline.database.OneTransaction;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal.Verdict;
import throughline.engine.Decisions;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;

/**
 * Takes decisions: at once where one person may, by a request where it takes two.
 *
 * <p><b>Threads</b>: safe for any number.
 */
public final class PersonalDecisions implements MatterKind {

    static final String KIND = "decision";

    private final DataSource database;
    private final DecisionDesk desk;
    private final People people;
    private final AuditLog audit;

    /** Decisions that a desk looks through before. */
    public PersonalDecisions(DataSource database, DecisionDesk desk) {
        this.database = database;
        this.desk = desk;
        this.people = new People(database);
        this.audit = new AuditLog(database);
    }

    /** What came of asking for a decision. */
    public sealed interface Answer {
        /** It is decided; the engine takes it in within moments. */
        record Decided(long number, Prospect prospect) implements Answer {}

        /** Somebody else must agree first. */
        record Requested(Request request, Prospect prospect) implements Answer {}
    }

    /**
     * Decides, or asks for somebody's agreement.
     *
     * @param seen the hash of what would happen as it was shown; empty when nobody was shown it
     * @throws RefusedToPersonException when it cannot be decided, or would do something else by now
     */
    public Answer decide(
            Decider who,
            EngagementId engagement,
            Verdict verdict,
            Optional<String> seen,
            String reason) {
        String why = Approvals.reason(reason);
        Prospect prospect = desk.prospect(who.actor(), engagement, verdict);
        if (seen.filter(hash -> !hash.equals(prospect.contentHash())).isPresent()) {
            throw new RefusedToPersonException(
                    Kind.STALE,
                    "would-do-something-else",
                    "Nothing was decided: it would do something else now than when you looked. Look"
                            + " again.");
        }
        if (prospect.second().isPresent()) {
            Request request =
                    who.approvals().request(who.actor(), prospect.matter(), why, who.at());
            return new Answer.Requested(request, prospect);
        }
        long number = decided(who.actor(), prospect, why, who.at());
        return new Answer.Decided(number, prospect);
    }

    /**
     * Somebody who decides at a moment.
     *
     * @param approvals where requests go
     */
    public record Decider(Actor actor, Approvals approvals, Instant at) {}

    private long decided(Actor by, Prospect prospect, String why, Instant at) {
        return new OneTransaction(database)
                .of(
                        () -> {
                            new HeldWrites(database).hold(prospect.verdict());
                            long number =
                                    Decisions.decide(
                                            database,
                                            prospect.engagement(),
                                            Verdicts.because(prospect.verdict(), why),
                                            by.person().name(),
                                            at);
                            audit.add(
                                    by.did(
                                            Verdicts.done(prospect.verdict()),
                                            prospect.engagement().value(),
                                            why,
                                            prospect.title(),
                                            String.join("\n", prospect.willHappen())),
                                    at);
                            return number;
                        });
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Optional<Matter> now(Request request) {
        Optional<Person> asker = people.find(request.login()).filter(Person::active);
        try {
            return asker.map(
                    person ->
                            desk.prospect(
                                            Actor.of(person, "request"),
                                            new EngagementId(request.matter().subject()),
                                            Verdicts.read(request.matter().instruction()))
                                    .matter());
        } catch (RefusedToPersonException nothingLeft) {
            return Optional.empty();
        }
    }

    @Override
    public void carryOut(Request request, Actor approver, String reason, Instant at) {
        Verdict verdict = Verdicts.read(request.matter().instruction());
        String why = reason.isEmpty() ? request.reason() : request.reason() + " (" + reason + ")";
        EngagementId engagement = new EngagementId(request.matter().subject());
        List<String> deciders =
                verdict instanceof Verdict.Treat
                        ? List.of(request.login(), approver.person().login())
                        : List.of(request.requestedBy() + " and " + approver.person().name());
        new HeldWrites(database).hold(verdict);
        for (String by : deciders) {
            Decisions.decide(database, engagement, Verdicts.because(verdict, why), by, at);
        }
        audit.add(
                approver.did(
                        Verdicts.done(verdict),
                        request.matter().subject(),
                        why,
                        "asked for by " + request.requestedBy(),
                        String.join("\n", request.matter().willHappen())),
                at);
    }
}
