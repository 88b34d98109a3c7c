package throughline.connectors.declared;

import dev.cel.common.types.CelType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.landscape.build.Defects;
import throughline.landscape.build.Reading;
import throughline.landscape.build.Tree;
import throughline.landscape.expression.Types;

/** Reads how one proves who one is. */
record SignInReader(CallReader calls, Defects defects) {

    private static final Map<String, List<String>> NEEDED =
            Map.of(
                    "none", List.of(),
                    "basic", List.of("user", "password"),
                    "api-key", List.of("apiKey", "header"),
                    "bearer", List.of("token"),
                    "session", List.of("login", "headers"),
                    "oauth2", List.of("grant", "tokenUrl"));

    private static final List<String> OAUTH =
            List.of(
                    "grant",
                    "tokenUrl",
                    "clientId",
                    "clientSecret",
                    "clientIn",
                    "scope",
                    "refreshToken",
                    "privateKey",
                    "issuer",
                    "subject",
                    "audience");

    private static final Map<String, List<String>> GRANTS =
            Map.of(
                    "client-credentials", List.of("clientId", "clientSecret"),
                    "refresh-token", List.of("clientId", "refreshToken"),
                    "jwt-bearer", List.of("privateKey", "issuer", "audience"));

    SignIn read(Reading file) {
        if (!file.has("auth")) {
            file.section("auth");
            return SignIn.NONE;
        }
        Reading auth = file.section("auth");
        String kind = auth.text("kind");
        List<String> needed = NEEDED.get(kind);
        if (needed == null) {
            if (!kind.isEmpty()) {
                auth.defect(
                        "kind",
                        "bad-value",
                        "kind says %s. Use one of %s."
                                .formatted(
                                        kind,
                                        String.join(
                                                ", ", NEEDED.keySet().stream().sorted().toList())));
            }
            return SignIn.NONE;
        }
        for (String name : needed) {
            if (!auth.has(name)) {
                auth.missing(name);
            }
        }
        if (kind.equals("session")) {
            return session(auth);
        }
        boolean tokens = kind.equals("oauth2");
        Map<String, Term> headers = CallReader.terms(auth, "headers", naming());
        Map<String, String> texts =
                headers.isEmpty() ? texts(auth, tokens ? OAUTH : needed) : ownTexts(auth);
        auth.done();
        if (tokens) {
            grant(auth);
        }
        return new SignIn(kind, texts, headers, Optional.empty());
    }

    private static void grant(Reading auth) {
        String grant = auth.optional("grant").orElse("");
        List<String> needed = GRANTS.get(grant);
        if (needed == null && !grant.isEmpty()) {
            auth.defect(
                    "grant",
                    "bad-value",
                    "grant says %s. Use client-credentials, refresh-token or jwt-bearer."
                            .formatted(grant));
        }
        for (String name : needed == null ? List.<String>of() : needed) {
            if (!auth.has(name)) {
                auth.missing(name);
            }
        }
        String clientIn = auth.optional("clientIn").orElse("body");
        if (!List.of("body", "header").contains(clientIn)) {
            auth.defect(
                    "clientIn",
                    "bad-value",
                    "clientIn says %s. Use body or header.".formatted(clientIn));
        }
    }

    private static Map<String, String> texts(Reading auth, List<String> names) {
        Map<String, String> texts = new LinkedHashMap<>();
        names.forEach(name -> auth.optional(name).ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    /** All of them: what the kind does not know is for the expressions. */
    private static Map<String, String> ownTexts(Reading auth) {
        return texts(
                auth,
                auth.keys().stream()
                        .filter(name -> !List.of("kind", "login", "headers").contains(name))
                        .toList());
    }

    private Naming naming() {
        Map<String, CelType> types = new LinkedHashMap<>();
        types.put("auth", Types.OBJECT);
        types.put("values", Types.OBJECT);
        return Naming.of(defects, types);
    }

    private SignIn session(Reading auth) {
        Map<String, String> texts = ownTexts(auth);
        Naming naming = naming();
        Optional<CallPlan> login = Optional.empty();
        if (auth.tree("login").orElse(new Tree.Nothing(auth.place())) instanceof Tree.Section) {
            Reading call = auth.section("login");
            login = calls.read(call, naming);
            call.done();
        }
        Map<String, Term> headers = CallReader.terms(auth, "headers", naming.answered());
        auth.done();
        return new SignIn("session", texts, headers, login);
    }
}
