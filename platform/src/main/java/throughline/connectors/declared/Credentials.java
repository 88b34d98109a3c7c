package throughline.connectors.declared;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import throughline.connectors.Authorization;
import throughline.connectors.ConnectorException;
import throughline.connectors.ConnectorException.Kind;
import throughline.connectors.Reply;
import throughline.connectors.VendorHttp;

/** Credentials out of what a file says. */
final class Credentials {

    private Credentials() {}

    /**
     * What to put on calls.
     *
     * @param secret resolves what a file refers to
     */
    static Authorization of(
            HttpSystem system, UnaryOperator<String> secret, RefreshTokens refreshTokens) {
        SignIn signIn = system.signIn();
        return switch (signIn.kind()) {
            case "basic" -> {
                String pair =
                        secret.apply(signIn.text("user"))
                                + ":"
                                + secret.apply(signIn.text("password"));
                yield Authorization.fixed(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            }
            case "bearer" ->
                    Authorization.fixed(
                            "Authorization", "Bearer " + secret.apply(signIn.text("token")));
            case "api-key" ->
                    Authorization.fixed(signIn.text("header"), secret.apply(signIn.text("apiKey")));
            case "oauth2" -> {
                Map<String, String> auth = new HashMap<>();
                signIn.texts().forEach((name, text) -> auth.put(name, secret.apply(text)));
                OAuth.Grant grant =
                        OAuth.Grant.valueOf(
                                signIn.text("grant").toUpperCase(Locale.ROOT).replace('-', '_'));
                yield new OAuth(grant, auth, refreshTokens, InstantSource.system());
            }
            case "session" ->
                    signIn.session()
                            .<Authorization>map(session -> new Session(session, system, secret))
                            .orElse((request, http, call) -> {});
            default -> (request, http, call) -> {};
        };
    }

    /**
     * A session: opened by the first call that needs it and again when it is refused, by one caller
     * while the others wait.
     */
    private static final class Session implements Authorization {
        private final SignIn.Session session;
        private final HttpSystem system;
        private final Map<String, Object> auth = new HashMap<>();
        private final ReentrantLock opening = new ReentrantLock();
        private volatile @Nullable Map<String, String> open;

        Session(SignIn.Session session, HttpSystem system, UnaryOperator<String> secret) {
            this.session = session;
            this.system = system;
            system.signIn().texts().forEach((name, text) -> auth.put(name, secret.apply(text)));
        }

        @Override
        public void authorize(
                HttpRequest.Builder request, VendorHttp http, ConnectorException.Call call) {
            Map<String, String> headers = open;
            (headers == null ? opened(http, call) : headers).forEach(request::setHeader);
        }

        @Override
        public void refused() {
            open = null;
        }

        private Map<String, String> opened(VendorHttp http, ConnectorException.Call call) {
            opening.lock();
            try {
                Map<String, String> already = open;
                if (already != null) {
                    return already;
                }
                Map<String, String> headers = login(http, call);
                open = headers;
                return headers;
            } finally {
                opening.unlock();
            }
        }

        /** Whatever happens to it, the call that needs the session was not sent. */
        private Map<String, String> login(VendorHttp http, ConnectorException.Call call) {
            Given given = Given.NOTHING.with("auth", auth).with("values", system.values());
            try {
                Reply reply =
                        system.rules()
                                .judged(
                                        call,
                                        http.uncredited(
                                                session.login()
                                                        .request(
                                                                "open a session",
                                                                given,
                                                                system.encoding(),
                                                                call.correlationId())));
                Given answered = system.rules().given(given, reply);
                Map<String, String> headers = new LinkedHashMap<>();
                session.headers()
                        .forEach(
                                (name, term) ->
                                        term.text(answered)
                                                .ifPresent(value -> headers.put(name, value)));
                if (headers.size() < session.headers().size()) {
                    throw unopened(
                            call, Kind.UNAUTHORIZED, "the answer to the login lacks it", null);
                }
                return headers;
            } catch (NoValueException none) {
                throw unopened(call, Kind.UNAUTHORIZED, none.sentence(), null);
            } catch (ConnectorException failed) {
                Kind kind =
                        failed.kind() == Kind.LIMITED || failed.kind() == Kind.UNREACHABLE
                                ? failed.kind()
                                : Kind.UNAUTHORIZED;
                throw unopened(call, kind, failed.code() + ", " + failed.kind(), failed);
            }
        }

        private static ConnectorException unopened(
                ConnectorException.Call call,
                Kind kind,
                String why,
                @Nullable ConnectorException cause) {
            return new ConnectorException(
                    call,
                    kind,
                    "no-session",
                    "no session could be opened: " + why,
                    cause == null ? Optional.empty() : cause.retryAfter(),
                    cause);
        }
    }
}
