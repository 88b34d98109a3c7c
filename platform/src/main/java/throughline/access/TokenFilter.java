package throughline.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.filter.OncePerRequestFilter;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.Tokens;

/** Who calls by {@code Authorization: Bearer}: a token of ours, or one of the OpenID provider. */
final class TokenFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final Tokens tokens;
    private final People people;
    private final Optional<JwtDecoder> provider;
    private final InstantSource clock;

    TokenFilter(Tokens tokens, People people, Optional<JwtDecoder> provider, InstantSource clock) {
        this.tokens = tokens;
        this.people = people;
        this.provider = provider;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Actor> actor = Optional.empty();
        try {
            if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
                actor = actor(header.substring(BEARER.length()).strip());
            }
        } catch (JwtDecoderInitializationException away) {
            logger.warn("the OpenID provider does not answer: " + away.getMessage());
            Refusals.problem(
                    response,
                    new Refusals.Refusal(
                            503,
                            "provider-away",
                            "Cannot answer: the OpenID provider that could tell who you are does"
                                    + " not answer. Try again later, or use a service token."));
            return;
        }
        if (actor.isEmpty()) {
            Refusals.problem(
                    response,
                    new Refusals.Refusal(
                            401,
                            "bad-token",
                            "Cannot answer: the token is unknown, has expired or was revoked. Ask"
                                    + " for a new one: throughline people token LOGIN --name"
                                    + " PROGRAM"));
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(actor.get(), null, List.of()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private Optional<Actor> actor(String token) {
        if (token.startsWith(Tokens.PREFIX)) {
            return tokens.actor(token, clock.instant());
        }
        try {
            return provider.map(decoder -> decoder.decode(token))
                    .flatMap(
                            jwt ->
                                    people.ofSubject(
                                            Objects.requireNonNullElse(jwt.getSubject(), "")))
                    .filter(Person::active)
                    .map(person -> Actor.of(person, "api with a token of the provider"));
        } catch (JwtException unsound) {
            logger.debug("a token of the provider was refused", unsound);
            return Optional.empty();
        }
    }
}
