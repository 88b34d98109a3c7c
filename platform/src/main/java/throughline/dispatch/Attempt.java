package throughline.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome;
import throughline.connectors.Answer;
import throughline.connectors.Capabilities.Doubt;
import throughline.connectors.Connector;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Probe;

/**
 * One attempt at one write, with the rule that decides about doubt: what was sent and not answered
 * is searched for by its natural key; what cannot be searched for is sent again only where that
 * does no harm; everything else is a person's to decide.
 */
final class Attempt {

    private static final Pattern FURTHER_ATTEMPT = Pattern.compile("~\\d+$");

    private final Connector connector;
    private final LaneLimits limits;
    private final RandomGenerator random;

    Attempt(Connector connector, LaneLimits limits, RandomGenerator random) {
        this.connector = connector;
        this.limits = limits;
        this.random = random;
    }

    /** Sends it, or first searches for it when it may have arrived. */
    Ending of(Pending pending) {
        return Keepable.of(pending.action(), tried(pending));
    }

    private Ending tried(Pending pending) {
        return switch (pending.stage()) {
            case TO_SEND -> mayBeThere(pending.action()) ? sentOnceFound(pending) : send(pending);
            case IN_DOUBT -> inDoubt(pending, false);
            case LEFT_BEHIND -> inDoubt(pending, true);
        };
    }

    /**
     * Whether somebody else, or an earlier attempt under another key, may have brought it already:
     * customers are shared by engagements, and a key that ends in {@code ~n} is a further attempt.
     */
    private boolean mayBeThere(Action action) {
        boolean further = FURTHER_ATTEMPT.matcher(action.key().value()).find();
        return connector.capabilities().probes().contains(action.kind())
                && (action.kind() == ActionKind.CREATE_CUSTOMER || further);
    }

    private Ending sentOnceFound(Pending pending) {
        return switch (connector.probe(pending.action())) {
            case Probe.Found(var id, var facts) ->
                    new Ending.Ended(new ActionOutcome.Confirmed(id, facts));
            case Probe.NotFound() -> send(pending);
            case Probe.CannotTell(var sentence) ->
                    new Ending.SendAgain(backoff(pending), Kind.UNREACHABLE, sentence);
        };
    }

    private Ending send(Pending pending) {
        Action action = pending.action();
        Answer answer = connector.write(action, idempotencyKey(action));
        return switch (answer) {
            case Answer.Confirmed(var id, var facts) ->
                    new Ending.Ended(new ActionOutcome.Confirmed(id, facts));
            case Answer.Rejected(var code, var sentence) ->
                    new Ending.Ended(new ActionOutcome.Rejected(code, sentence));
            case Answer.Retryable(var kind, var sentence, var after) ->
                    new Ending.SendAgain(after.orElseGet(() -> backoff(pending)), kind, sentence);
            case Answer.Ambiguous(var kind, var sentence) -> doubted(pending, kind, sentence);
        };
    }

    private Ending doubted(Pending pending, Kind kind, String sentence) {
        return switch (connector.capabilities().inDoubt(pending.action().kind())) {
            case PROBE -> new Ending.SearchLater(connector.capabilities().settles(), sentence);
            case SEND_AGAIN -> new Ending.SendAgain(backoff(pending), kind, sentence);
            case ASK_A_PERSON -> new Ending.Ended(new ActionOutcome.Ambiguous(sentence));
        };
    }

    /**
     * Goes on with what may have been sent.
     *
     * @param justNow whether it may be under way still, so that not to find it proves nothing yet
     */
    private Ending inDoubt(Pending pending, boolean justNow) {
        Doubt doubt = connector.capabilities().inDoubt(pending.action().kind());
        return switch (doubt) {
            case PROBE -> searched(pending, justNow);
            case SEND_AGAIN -> send(pending);
            case ASK_A_PERSON ->
                    new Ending.Ended(
                            new ActionOutcome.Ambiguous(
                                    pending.action().key()
                                            + " was sent and no answer was kept, and "
                                            + pending.action().system()
                                            + " can neither be searched for it nor take it twice."
                                            + " Look there and say what became of it."));
        };
    }

    private Ending searched(Pending pending, boolean justNow) {
        return switch (connector.probe(pending.action())) {
            case Probe.Found(var id, var facts) ->
                    new Ending.Ended(new ActionOutcome.Confirmed(id, facts));
            case Probe.NotFound() ->
                    justNow
                            ? new Ending.SearchLater(
                                    connector.capabilities().settles(),
                                    "Its sender is gone, and it is not there yet.")
                            : send(pending);
            case Probe.CannotTell(var sentence) ->
                    new Ending.SearchLater(backoff(pending), sentence);
        };
    }

    private Duration backoff(Pending pending) {
        return limits.backoff().after(pending.attempts(), random);
    }

    /** The same for every attempt, whichever node makes it. */
    static String idempotencyKey(Action action) {
        return UUID.nameUUIDFromBytes(action.key().value().getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
