package throughline.access;

import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import throughline.audit.AuditLog;
import throughline.connectors.Secrets;
import throughline.people.People;
import throughline.people.SignIn;
import throughline.people.Tokens;

/**
 * The two ways in: programs with a token in each call, people with a session.
 *
 * <p><b>Threads</b>: used once, at the start.
 */
public final class Access {

    private static final Logger LOG = LoggerFactory.getLogger(Access.class);

    private static final String CONTENT_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " object-src 'none'; frame-ancestors 'none'; base-uri 'none';"
                    + " form-action 'self'";

    private final People people;
    private final DataSource database;
    private final InstantSource clock;
    private final Optional<OpenIdProvider> provider;
    private final Secrets secrets;
    private final Refusals refusals;

    /**
     * Ways into an installation.
     *
     * @param refusals for whoever is not let through
     */
    public Access(
            DataSource database,
            InstantSource clock,
            Optional<OpenIdProvider> provider,
            Secrets secrets,
            Refusals refusals) {
        this.people = new People(database);
        this.database = database;
        this.clock = clock;
        this.provider = provider;
        this.secrets = secrets;
        this.refusals = refusals;
    }

    /**
     * For programs: each call proves itself, so that no page of somebody else's can use a session.
     */
    public SecurityFilterChain programs(HttpSecurity http) {
        TokenFilter bearer =
                new TokenFilter(
                        new Tokens(database), people, provider.map(OpenIdProvider::decoder), clock);
        return common(http.securityMatcher("/api/**", "/actuator/**"))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(Access::none)
                .addFilterBefore(bearer, AnonymousAuthenticationFilter.class)
                .addFilterAfter(new Legible(refusals), AuthorizationFilter.class)
                .build();
    }

    /**
     * No session is made or looked into, and none that a browser sends along is given another name:
     * two such calls at once would sign its person out.
     */
    private static void none(SessionManagementConfigurer<HttpSecurity> sessions) {
        sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                .sessionFixation(SessionManagementConfigurer.SessionFixationConfigurer::none);
    }

    /** What is told whoever sends what nobody can read. */
    public RequestRejectedHandler rejected() {
        return (request, response, why) -> refusals.answer(request, response, Refusals.UNREADABLE);
    }

    /** For notifications of systems, which are signed. */
    public SecurityFilterChain intake(HttpSecurity http) {
        return http.securityMatcher("/intake/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(Access::none)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** For people. */
    public SecurityFilterChain people(HttpSecurity http) {
        PasswordSignIn passwords = new PasswordSignIn(new SignIn(database), clock);
        common(http)
                .authenticationProvider(passwords)
                .requestCache(AbstractHttpConfigurer::disable)
                .addFilterBefore(new SessionLifetime(clock), SecurityContextHolderFilter.class)
                // What a page gave to send back is among the parameters.
                .addFilterBefore(new Legible(refusals), CsrfFilter.class)
                .formLogin(
                        form ->
                                form.loginPage("/sign-in")
                                        .loginProcessingUrl("/sign-in")
                                        .usernameParameter("login")
                                        .successHandler(
                                                (request, response, who) ->
                                                        response.sendRedirect(
                                                                Landing.after(request)))
                                        .failureHandler(failed()))
                .logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?out"));
        provider.ifPresent(openId -> openId(http, openId));
        return http.build();
    }

    private void openId(HttpSecurity http, OpenIdProvider openId) {
        ClientRegistrationRepository registrations = openId.registrations(secrets);
        http.oauth2Login(
                login ->
                        login.loginPage("/sign-in")
                                .clientRegistrationRepository(registrations)
                                .authorizationEndpoint(
                                        there ->
                                                there.authorizationRequestResolver(
                                                        openId.resolver(registrations)))
                                .userInfoEndpoint(info -> info.oidcUserService(linked()))
                                .defaultSuccessUrl("/", true)
                                .failureHandler(failed()));
    }

    private LinkedPeople linked() {
        return new LinkedPeople(people, new AuditLog(database), clock);
    }

    private HttpSecurity common(HttpSecurity http) {
        return http.authorizeHttpRequests(
                        requests ->
                                requests.dispatcherTypeMatchers(
                                                DispatcherType.ASYNC,
                                                DispatcherType.ERROR,
                                                DispatcherType.FORWARD)
                                        .permitAll()
                                        .anyRequest()
                                        .access(new AccessGuard(people)))
                .addFilterBefore(new SizeLimit(refusals), SecurityContextHolderFilter.class)
                .exceptionHandling(
                        failures ->
                                failures.authenticationEntryPoint(refusals)
                                        .accessDeniedHandler(refusals))
                .headers(
                        headers ->
                                headers.contentSecurityPolicy(
                                                policy -> policy.policyDirectives(CONTENT_POLICY))
                                        .referrerPolicy(
                                                policy ->
                                                        policy.policy(ReferrerPolicy.SAME_ORIGIN)));
    }

    private static AuthenticationFailureHandler failed() {
        return (request, response, why) -> response.sendRedirect("/sign-in?" + reason(why));
    }

    private static String reason(AuthenticationException why) {
        if (!(why instanceof OAuth2AuthenticationException openId)) {
            return "failed";
        }
        String code = openId.getError().getErrorCode();
        LOG.warn("the OpenID provider did not sign somebody in: {}", code);
        return code.equals(LinkedPeople.UNLINKED) ? "unlinked" : "provider";
    }
}
