package throughline.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import throughline.people.Actor;
import throughline.people.Person;
import throughline.people.RefusedToPersonException;
import throughline.people.RefusedToPersonException.Kind;

/**
 * Who makes the call that is being answered.
 *
 * @param actor nobody when nobody is signed in
 * @param csrf what forms must send back; empty outside of sessions
 */
public record Visitor(Optional<Actor> actor, String csrf) {

    /** Nobody, as where no call is being answered. */
    public static final Visitor NOBODY = new Visitor(Optional.empty(), "");

    static final String ACTOR = Visitor.class.getName() + ".actor";

    /** Who makes the call that this thread answers. */
    public static Visitor current() {
        return RequestContextHolder.getRequestAttributes()
                        instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : NOBODY;
    }

    static Visitor of(HttpServletRequest request) {
        @Nullable Object actor = request.getAttribute(ACTOR);
        @Nullable Object csrf = request.getAttribute(CsrfToken.class.getName());
        return new Visitor(
                Optional.ofNullable((Actor) actor),
                csrf instanceof CsrfToken token ? token.getToken() : "");
    }

    /** Who acts. */
    public Actor acting() {
        return actor.orElseThrow(
                () ->
                        new RefusedToPersonException(
                                Kind.NOT_ALLOWED,
                                "not-signed-in",
                                "Cannot do this: nobody is signed in. Sign in first."));
    }

    /** Who is signed in. */
    public Person person() {
        return acting().person();
    }
}
