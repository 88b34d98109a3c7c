package throughline.access;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import throughline.connectors.Secrets;

/**
 * Where people of an enterprise sign in, when it has such a place: an OpenID Connect provider, as
 * {@code openid.properties} in the home names it.
 *
 * @param issuer its address; it is asked for everything else when somebody first signs in
 * @param clientSecret a reference, never the secret
 */
public record OpenIdProvider(String issuer, String clientId, String clientSecret) {

    private static final Logger LOG = LoggerFactory.getLogger(OpenIdProvider.class);

    /** The name of the registration in addresses. */
    static final String NAME = "openid";

    /**
     * The provider of a home; empty when it names none.
     *
     * @throws IllegalArgumentException when the file names one by half
     */
    public static Optional<OpenIdProvider> of(Path home) {
        Path file = home.resolve("openid.properties");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return Optional.of(
                new OpenIdProvider(
                        required(properties, "issuer", file),
                        required(properties, "client-id", file),
                        required(properties, "client-secret", file)));
    }

    private static String required(Properties properties, String name, Path file) {
        String value = properties.getProperty(name, "").strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot sign people in by OpenID Connect: %s names no %s. It needs issuer,"
                                    .formatted(file, name)
                            + " client-id and client-secret (a reference, as env:NAME or"
                            + " file:NAME).");
        }
        return value;
    }

    ClientRegistrationRepository registrations(Secrets secrets) {
        return new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(registration(secrets)));
    }

    private ClientRegistration registration(Secrets secrets) {
        return ClientRegistrations.fromIssuerLocation(issuer)
                .registrationId(NAME)
                .clientId(clientId)
                .clientSecret(
                        secrets.resolve(clientSecret)
                                .orElseThrow(
                                        () ->
                                                new IllegalStateException(
                                                        "there is no secret " + clientSecret)))
                .scope("openid", "profile")
                .build();
    }

    /** Leads to the provider; nowhere when it does not answer, which the page to sign in tells. */
    OAuth2AuthorizationRequestResolver resolver(ClientRegistrationRepository registrations) {
        DefaultOAuth2AuthorizationRequestResolver resolver =
                new DefaultOAuth2AuthorizationRequestResolver(
                        registrations, "/oauth2/authorization");
        return new OAuth2AuthorizationRequestResolver() {
            @Override
            public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
                if (!request.getServletPath().startsWith("/oauth2/authorization/")) {
                    return null;
                }
                try {
                    return resolver.resolve(request);
                } catch (IllegalArgumentException | IllegalStateException away) {
                    LOG.warn("cannot send somebody to the OpenID provider: {}", away.getMessage());
                    return null;
                }
            }

            @Override
            public @Nullable OAuth2AuthorizationRequest resolve(
                    HttpServletRequest request, String registration) {
                return resolver.resolve(request, registration);
            }
        };
    }

    JwtDecoder decoder() {
        return new SupplierJwtDecoder(() -> JwtDecoders.fromIssuerLocation(issuer));
    }
}
