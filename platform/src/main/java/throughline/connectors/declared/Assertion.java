package throughline.connectors.declared;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import throughline.connectors.Json;

/**
 * A signed statement of who one is, good for three minutes and for one use.
 *
 * <p><b>Source</b> RFC 7519, RFC 7515 with RS256.
 */
final class Assertion {

    private static final Duration GOOD_FOR = Duration.ofMinutes(3);

    private Assertion() {}

    /**
     * The statement.
     *
     * @param auth {@code privateKey} as PEM, {@code issuer}, {@code subject}, {@code audience}
     */
    static String signed(Map<String, String> auth, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", auth.getOrDefault("issuer", ""));
        if (auth.containsKey("subject")) {
            claims.put("sub", auth.getOrDefault("subject", ""));
        }
        claims.put("aud", auth.getOrDefault("audience", ""));
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(GOOD_FOR).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        String content =
                part(Json.write(Map.of("alg", "RS256", "typ", "JWT")))
                        + "."
                        + part(Json.write(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(Pem.privateKey(auth.getOrDefault("privateKey", "")));
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + part(signature.sign());
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(
                    "auth.privateKey signs nothing: it must be an RSA key in PKCS #8", unusable);
        }
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
