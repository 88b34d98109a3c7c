package throughline.publish;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures by which a subscriber knows that a webhook is ours and was not altered.
 *
 * <p><b>Source</b> Standard Webhooks 1.0.0, symmetric scheme {@code v1}.
 */
public final class WebhookSignature {

    private static final String PREFIX = "whsec_";

    private WebhookSignature() {}

    /**
     * The value of the header {@code webhook-signature}.
     *
     * @param secrets serialized as {@code whsec_} and base64; more than one while a secret is being
     *     replaced, then each signs
     * @param id the webhook's id; holds no full stop
     * @param at the instant of this attempt, in whole seconds
     */
    public static String of(List<String> secrets, String id, Instant at, byte[] body) {
        return secrets.stream()
                .map(secret -> "v1," + mac(secret, id, at, body))
                .collect(Collectors.joining(" "));
    }

    /** Whether a text is a secret that can sign; says why not otherwise, without the secret. */
    public static boolean usable(String secret) {
        try {
            return secret.startsWith(PREFIX) && key(secret).length >= 24;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static String mac(String secret, String id, Instant at, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
            mac.update((id + '.' + at.getEpochSecond() + '.').getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static byte[] key(String secret) {
        return Base64.getDecoder()
                .decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
    }
}
