package throughline.access;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import throughline.audit.AuditLog;
import throughline.audit.AuditLog.Deed;
import throughline.people.People;
import throughline.people.Person;

/** Finds the person of ours whom the provider has signed in, by the subject it calls them. */
record LinkedPeople(People people, AuditLog audit, InstantSource clock)
        implements OAuth2UserService<OidcUserRequest, OidcUser> {

    /** The code of the failure that says that nobody here is linked. */
    static final String UNLINKED = "unlinked";

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        String subject = Objects.requireNonNullElse(request.getIdToken().getSubject(), "");
        Person person =
                people.ofSubject(subject)
                        .filter(Person::active)
                        .orElseThrow(() -> unlinked(subject));
        audit.add(
                new Deed(
                        person.login(),
                        "console by OpenID Connect",
                        "signed-in",
                        "person " + person.login(),
                        "",
                        "",
                        ""),
                clock.instant());
        return new Linked(request.getIdToken(), person.login());
    }

    private OAuth2AuthenticationException unlinked(String subject) {
        audit.add(
                new Deed(
                        "somebody unknown",
                        "console by OpenID Connect",
                        "sign-in-failed",
                        "",
                        "",
                        "",
                        "nobody is linked to subject " + subject),
                clock.instant());
        return new OAuth2AuthenticationException(new OAuth2Error(UNLINKED));
    }

    /** A user of the provider under the login that the person has here. */
    private static final class Linked extends DefaultOidcUser {
        private static final long serialVersionUID = 1L;
        private final String login;

        Linked(OidcIdToken token, String login) {
            super(List.of(), token);
            this.login = login;
        }

        @Override
        public String getName() {
            return login;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return super.equals(other)
                    && other instanceof Linked linked
                    && login.equals(linked.login);
        }

        @Override
        public int hashCode() {
            return super.hashCode() * 31 + login.hashCode();
        }
    }
}
