package throughline.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/**
 * An OpenID provider that really signs, in this process; who sits at the browser is set by hand.
 */
final class Provider implements AutoCloseable {

    static final String SECRET = "a secret of the client";

    private final AnnotationConfigServletWebServerApplicationContext context;
    private final String issuer;

    private Provider(AnnotationConfigServletWebServerApplicationContext context, String issuer) {
        this.context = context;
        this.issuer = issuer;
    }

    static Provider start() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        // Not 127.0.0.1: cookies do not know ports, and both servers would share them.
        String issuer = "http://localhost:" + port;
        var context = new AnnotationConfigServletWebServerApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "test", java.util.Map.of("issuer", issuer, "port", port)));
        context.register(Authorization.class);
        context.refresh();
        return new Provider(context, issuer);
    }

    String issuer() {
        return issuer;
    }

    /** Where the browser is sent back to. */
    void answersTo(String address) {
        context.getBean(Clients.class).redirect.set(address);
    }

    /** Who sits at the browser that comes next. */
    void signsInNext(String subject) {
        context.getBean(Clients.class).subject.set(subject);
    }

    /** A token that the provider gives somebody. */
    String token(String subject) {
        var claims =
                JwtClaimsSet.builder()
                        .issuer(issuer)
                        .subject(subject)
                        .issuedAt(Instant.now())
                        .expiresAt(Instant.now().plus(Duration.ofMinutes(5)))
                        .build();
        return new NimbusJwtEncoder(context.getBean(KEYS, JWKSource.class))
                .encode(JwtEncoderParameters.from(claims))
                .getTokenValue();
    }

    private static final String KEYS = "keys";

    @Override
    public void close() {
        context.close();
    }

    /** One client, whose address is known only when it runs. */
    static final class Clients implements RegisteredClientRepository {
        private final AtomicReference<String> redirect = new AtomicReference<>("http://127.0.0.1/");
        private final AtomicReference<String> subject = new AtomicReference<>("nobody");

        @Override
        public void save(RegisteredClient client) {
            // There is one client only, which is made anew whenever it is asked for.
        }

        @Override
        public RegisteredClient findById(String id) {
            return client();
        }

        @Override
        public RegisteredClient findByClientId(String id) {
            return client();
        }

        private RegisteredClient client() {
            return RegisteredClient.withId("one")
                    .clientId("throughline")
                    .clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(redirect.get())
                    .scope("openid")
                    .scope("profile")
                    .clientSettings(
                            ClientSettings.builder()
                                    .requireAuthorizationConsent(false)
                                    .requireProofKey(false)
                                    .build())
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    @EnableWebSecurity
    static class Authorization {

        @Bean
        TomcatServletWebServerFactory tomcat(org.springframework.core.env.Environment environment) {
            return new TomcatServletWebServerFactory(
                    Objects.requireNonNull(environment.getProperty("port", Integer.class)));
        }

        @Bean
        DispatcherServlet dispatcherServlet() {
            return new DispatcherServlet();
        }

        @Bean
        DelegatingFilterProxyRegistrationBean filter() {
            return new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
        }

        @Bean
        Clients clients() {
            return new Clients();
        }

        @Bean(KEYS)
        JWKSource<SecurityContext> keys() throws JOSEException {
            RSAKey key = new RSAKeyGenerator(2048).keyID("one").generate();
            return new ImmutableJWKSet<>(new JWKSet(key));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        AuthorizationServerSettings settings(org.springframework.core.env.Environment environment) {
            return AuthorizationServerSettings.builder()
                    .issuer(environment.getRequiredProperty("issuer"))
                    .build();
        }

        @Bean
        SecurityFilterChain chain(HttpSecurity http, Clients clients) {
            http.oauth2AuthorizationServer(server -> server.oidc(_ -> {}))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .addFilterBefore(
                            (request, response, rest) -> {
                                String path =
                                        ((jakarta.servlet.http.HttpServletRequest) request)
                                                .getRequestURI();
                                if (path.equals("/oauth2/authorize")) {
                                    var context = SecurityContextHolder.createEmptyContext();
                                    context.setAuthentication(
                                            UsernamePasswordAuthenticationToken.authenticated(
                                                    clients.subject.get(),
                                                    null,
                                                    List.of(
                                                            FactorGrantedAuthority.fromAuthority(
                                                                    "FACTOR_PASSWORD"))));
                                    SecurityContextHolder.setContext(context);
                                }
                                rest.doFilter(request, response);
                            },
                            CsrfFilter.class);
            return http.build();
        }
    }
}
