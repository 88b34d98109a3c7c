package throughline.access;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import throughline.people.Person;
import throughline.people.SignIn;

/** Lets a person in by name and password. One answer for whatever did not fit. */
final class PasswordSignIn implements AuthenticationProvider {

    private final SignIn signIn;
    private final InstantSource clock;

    PasswordSignIn(SignIn signIn, InstantSource clock) {
        this.signIn = signIn;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication given) {
        @Nullable Object password = given.getCredentials();
        Person person =
                signIn.with(
                                given.getName(),
                                password == null ? "" : password.toString(),
                                clock.instant())
                        .orElseThrow(() -> new BadCredentialsException("refused"));
        return UsernamePasswordAuthenticationToken.authenticated(person.login(), null, List.of());
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
