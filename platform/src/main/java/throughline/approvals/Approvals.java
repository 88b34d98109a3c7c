package throughline.approvals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import throughline.approvals.Request.State;
import throughline.audit.AuditLog;
import throughline.database.OneTransaction;
import throughline.people.Actor;
import throughline.people.Actor.Hand;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;
import throughline.people.Right;
import throughline.people.Scope;

/**
 * Requests, and what became of them.
 *
 * <p><b>Threads</b>: safe for any number; two answers to one request wait for each other.
 */
public final class Approvals {

    private static final int LONGEST_REASON = 2_000;

    private final RequestStore store;
    private final OneTransaction transaction;
    private final AuditLog audit;
    private final Map<String, MatterKind> kinds;
    private final RolesInUnit roles;

    /** The roles that a person has in a unit, those of the landscape among them. */
    @FunctionalInterface
    public interface RolesInUnit {
        /** Her roles there; without a unit, those of the one that takes what names none. */
        Set<String> of(throughline.people.Person person, Optional<String> unit);
    }

    /** Requests of a database, of these kinds. */
    public Approvals(DataSource database, List<MatterKind> kinds, RolesInUnit roles) {
        this.store = new RequestStore(database);
        this.transaction = new OneTransaction(database);
        this.audit = new AuditLog(database);
        this.kinds = kinds.stream().collect(Collectors.toMap(MatterKind::name, kind -> kind));
        this.roles = roles;
    }

    /** Asks; asking for the same again gives the request that is open. */
    public Request request(Actor by, Matter matter, String reason, Instant at) {
        String why = reason(reason);
        return transaction.of(
                () -> {
                    Optional<Request> open = store.open(matter);
                    if (open.isPresent()) {
                        return open.get();
                    }
                    for (Request other : store.others(matter)) {
                        answered(by, other, State.VOID, "asked for anew with other content", at);
                    }
                    Request made = store.insert(matter, by, why, at);
                    String told = "request " + made.id() + ": " + matter.title();
                    audit.add(by.did("requested", matter.subject(), why, "", told), at);
                    return made;
                });
    }

    /** Open requests that somebody of this scope sees, the oldest first. Changed ones are void. */
    public List<Request> open(Scope scope, Instant at) {
        List<Request> open = new ArrayList<>();
        for (Request request : store.open(scope)) {
            if (isAsItWas(request)) {
                open.add(request);
            } else {
                voided(request, at);
            }
        }
        return open;
    }

    /** Requests that were answered, the newest first. */
    public List<Request> answered(Scope scope, int most) {
        return store.answered(scope, most);
    }

    /**
     * One request.
     *
     * @throws RefusedToPersonException when there is none, or it is none of this scope's
     */
    public Request find(Scope scope, long id) {
        return store.find(id)
                .filter(
                        request ->
                                scope.sees(
                                        request.matter().unit().orElse(null),
                                        request.matter().entity().orElse(null)))
                .orElseThrow(
                        () ->
                                new RefusedToPersonException(
                                        Kind.NOT_THERE,
                                        "not-found",
                                        "There is no request %d. Open ones are in the inbox."
                                                .formatted(id)));
    }

    /**
     * Why somebody cannot agree; empty when they can.
     *
     * @param by who would
     */
    public Optional<String> hindrance(Actor by, Request request) {
        if (by.isSameHuman(request.login(), request.human())) {
            return Optional.of(own(by, request));
        }
        if (!by.person().may(Right.DECIDE)) {
            return Optional.of("it takes a role that decides");
        }
        Set<String> wanted = request.matter().roles();
        Set<String> held = roles.of(by.person(), request.matter().unit());
        return wanted.isEmpty() || wanted.stream().anyMatch(held::contains)
                ? Optional.empty()
                : Optional.of("it takes the role " + String.join(" or ", new TreeSet<>(wanted)));
    }

    /** How whoever agrees is, or may be, the very person who asked. */
    private static String own(Actor by, Request request) {
        String self = by.person().login();
        if (self.equals(request.login())) {
            return "it was asked for by you; somebody else must agree";
        }
        if (self.equals(request.human())) {
            return "it was asked for in another name by you or with a token that you made;"
                    + " somebody else must agree";
        }
        return "%s, who %s, is or may be who asked for it; somebody else must agree by themselves"
                .formatted(
                        by.human(),
                        by.behind().map(Actor.Behind::hand).equals(Optional.of(Hand.MADE_THE_TOKEN))
                                ? "made this token"
                                : "acts in your name");
    }

    /**
     * Agrees to exactly what was seen, and does it.
     *
     * @param seen the content's hash as it was shown
     */
    public Request approve(Actor by, long id, String seen, String reason, Instant at) {
        String why = reason.strip().length() > LONGEST_REASON ? reason(reason) : reason.strip();
        Request request = mine(by, id, seen, "approve");
        if (!isAsItWas(request)) {
            voided(request, at);
            throw new RefusedToPersonException(
                    Kind.STALE,
                    "request-void",
                    ("Cannot approve request %d: what it asked for has changed since, so it is"
                                    + " void. Ask anew.")
                            .formatted(id));
        }
        Optional<String> hindrance = hindrance(by, request);
        if (hindrance.isPresent()) {
            if (by.isSameHuman(request.login(), request.human())) {
                tried(by, request, hindrance.get(), at);
            }
            throw new RefusedToPersonException(
                    Kind.NOT_ALLOWED,
                    "not-entitled",
                    "You cannot approve request %d: %s.".formatted(id, hindrance.get()));
        }
        return transaction.of(
                () -> {
                    Request still = still(id, "approve");
                    kind(still).carryOut(still, by, why, at);
                    return answered(by, still, State.APPROVED, why, at);
                });
    }

    /** Refuses, with a reason that whoever asked will read. */
    public Request refuse(Actor by, long id, String seen, String reason, Instant at) {
        String why = reason(reason);
        Request request = mine(by, id, seen, "refuse");
        if (!by.person().may(Right.DECIDE) || by.isSameHuman(request.login(), request.human())) {
            throw new RefusedToPersonException(
                    Kind.NOT_ALLOWED,
                    "not-entitled",
                    ("You cannot refuse request %d: it takes somebody else, with a role that"
                                    + " decides.")
                            .formatted(id));
        }
        return transaction.of(() -> answered(by, still(id, "refuse"), State.REFUSED, why, at));
    }

    /** Takes one's own request back. */
    public Request withdraw(Actor by, long id, Instant at) {
        Request request = find(by.person().scope(), id);
        if (!by.isSameHuman(request.login(), request.human())) {
            throw new RefusedToPersonException(
                    Kind.NOT_ALLOWED,
                    "not-entitled",
                    "You cannot withdraw request %d: somebody else asked. Refuse it instead."
                            .formatted(id));
        }
        return transaction.of(
                () -> answered(by, still(id, "withdraw"), State.WITHDRAWN, "taken back", at));
    }

    private Request mine(Actor by, long id, String seen, String deed) {
        Request request = find(by.person().scope(), id);
        if (!request.contentHash().equals(seen)) {
            throw new RefusedToPersonException(
                    Kind.STALE,
                    "request-changed",
                    "Cannot %s request %d: it is not the content that you saw. Look at it again."
                            .formatted(deed, id));
        }
        return request;
    }

    /** The request, locked; refused when somebody was first. */
    private Request still(long id, String deed) {
        Request request = store.locked(id);
        if (request.state() != State.OPEN) {
            throw RefusedToPersonException.refused(
                    "request-answered",
                    "Cannot %s request %d: %s %s it already."
                            .formatted(
                                    deed,
                                    id,
                                    request.decidedBy(),
                                    switch (request.state()) {
                                        case OPEN -> "has";
                                        case APPROVED -> "approved";
                                        case REFUSED -> "refused";
                                        case WITHDRAWN -> "withdrew";
                                        case VOID -> "voided";
                                    }));
        }
        return request;
    }

    private boolean isAsItWas(Request request) {
        return request.state() != State.OPEN
                || kind(request)
                        .now(request)
                        .filter(now -> now.contentHash().equals(request.contentHash()))
                        .isPresent();
    }

    /** Somebody tried to be both pairs of eyes: told whatever becomes of the call. */
    private void tried(Actor by, Request request, String why, Instant at) {
        String told = "request " + request.id() + ": " + request.matter().title();
        transaction.apart(
                () ->
                        audit.add(
                                by.did(
                                        "approval-refused",
                                        request.matter().subject(),
                                        why,
                                        "asked for by " + request.requestedBy(),
                                        told),
                                at));
    }

    private void voided(Request request, Instant at) {
        transaction.apart(
                () -> {
                    Request still = store.locked(request.id());
                    return still.state() == State.OPEN
                            ? store.answer(still, State.VOID, "its content changed", "", at)
                            : still;
                });
    }

    private Request answered(Actor by, Request request, State state, String why, Instant at) {
        Request answered = store.answer(request, state, why, by.person().name(), at);
        String what = "request-" + state.name().toLowerCase(java.util.Locale.ROOT);
        String told = "request " + request.id() + ": " + request.matter().title();
        audit.add(
                by.did(
                        what,
                        request.matter().subject(),
                        why,
                        "asked for by " + request.requestedBy() + ": " + request.reason(),
                        told + ", content " + request.contentHash()),
                at);
        return answered;
    }

    private MatterKind kind(Request request) {
        return Optional.ofNullable(kinds.get(request.matter().kind()))
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "nobody carries out " + request.matter().kind()));
    }

    /** A reason that says something and is no novel. */
    public static String reason(String text) {
        String reason = text.strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw RefusedToPersonException.faulty(
                    "reason-missing",
                    "Nothing was changed: say why, in 1 to %d characters."
                            .formatted(LONGEST_REASON));
        }
        return reason;
    }
}
