package throughline.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.util.UrlPathHelper;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Person;

/**
 * Lets through whom the table of rules lets through. Who somebody is, is read anew for each call,
 * so that a right that was taken away is gone at once.
 */
final class AccessGuard implements AuthorizationManager<RequestAuthorizationContext> {

    /** The rule that decided; absent when there was none. */
    static final String RULE = AccessGuard.class.getName() + ".rule";

    private final People people;

    AccessGuard(People people) {
        this.people = people;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication,
            RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        Optional<Actor> actor = actor(authentication.get());
        actor.ifPresent(each -> request.setAttribute(Visitor.ACTOR, each));
        Optional<AccessRules.Rule> rule =
                AccessRules.of(
                        request.getMethod(),
                        UrlPathHelper.defaultInstance.getPathWithinApplication(request));
        rule.ifPresent(each -> request.setAttribute(RULE, each));
        return new AuthorizationDecision(rule.filter(each -> met(each, actor)).isPresent());
    }

    private static boolean met(AccessRules.Rule rule, Optional<Actor> actor) {
        return rule.need() == Need.NOTHING
                || actor.filter(each -> rule.need().isMetBy(each.person())).isPresent();
    }

    private Optional<Actor> actor(@Nullable Authentication authentication) {
        if (authentication == null
                || !authentication.isAuthenticated()
                || authentication instanceof AnonymousAuthenticationToken) {
            return Optional.empty();
        }
        if (authentication.getPrincipal() instanceof Actor actor) {
            return Optional.of(actor);
        }
        return people.find(authentication.getName())
                .filter(Person::active)
                .map(person -> Actor.of(person, "console"));
    }
}
