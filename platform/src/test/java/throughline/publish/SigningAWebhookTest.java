package throughline.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningAWebhookTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    @Test
    void gives_the_value_that_the_libraries_of_the_standard_give() {
        assertThat(signed(List.of(SECRET)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signs_with_the_old_and_the_new_secret_while_one_is_replaced() {
        String next = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

        assertThat(signed(List.of(next, SECRET)))
                .isEqualTo(signed(List.of(next)) + " " + signed(List.of(SECRET)));
    }

    @Test
    void takes_no_secret_that_is_too_short_or_no_base64() {
        assertThat(WebhookSignature.usable(SECRET)).isTrue();
        assertThat(WebhookSignature.usable("whsec_c2hvcnQ=")).isFalse();
        assertThat(WebhookSignature.usable("whsec_!!!")).isFalse();
        assertThat(WebhookSignature.usable("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).isFalse();
    }

    private static String signed(List<String> secrets) {
        return WebhookSignature.of(
                secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330), BODY);
    }
}
