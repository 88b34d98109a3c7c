package throughline.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TellingOfChangesTest {

    private Twins twins;
    private Subscriber subscriber;

    @BeforeEach
    void start() throws Exception {
        twins = Twins.start(TwinsOptions.defaults());
        subscriber = new Subscriber();
        twins.subscribe(subscriber.url(), Subscriber.SECRET);
    }

    @AfterEach
    void stop() {
        subscriber.close();
        twins.close();
    }

    @Test
    void a_change_is_told_with_the_whole_record_and_a_standard_signature() throws Exception {
        person("Ann");

        Subscriber.Told told = subscriber.heard(1).getFirst();

        assertThat(told.path()).isEqualTo("/hooks/psa");
        assertThat(told.json().path("event").asString()).isEqualTo("person.created");
        assertThat(told.json().path("id").asString())
                .isEqualTo(told.json().path("record").path("id").asString());
        assertThat(told.name()).isEqualTo("Ann");
        assertThat(told.headers().get("webhook-signature")).isEqualTo("v1," + signature(told));
    }

    @Test
    void changes_are_told_in_the_order_in_which_they_happened() {
        for (int i = 0; i < 20; i++) {
            person("P" + i);
        }

        assertThat(subscriber.heard(20).stream().map(Subscriber.Told::name))
                .startsWith("P0", "P1", "P2")
                .endsWith("P19");
    }

    @Test
    void a_lost_notification_is_found_by_reading_only() {
        twins.psa().misbehave("{\"kind\":\"webhook-lose\",\"count\":1}");
        person("Lost");
        person("Told");

        assertThat(names(1)).containsExactly("Told");
        assertThat(twins.psa().records("people").size()).isEqualTo(2);
    }

    @Test
    void a_doubled_notification_comes_twice() {
        twins.psa().misbehave("{\"kind\":\"webhook-duplicate\",\"count\":1}");
        person("Twice");
        person("Once");

        assertThat(names(3)).containsExactly("Twice", "Twice", "Once");
        assertThat(subscriber.heard(3).stream().map(told -> told.headers().get("webhook-id")))
                .containsExactly("msg_psa_1", "msg_psa_1", "msg_psa_2");
    }

    @Test
    void a_late_notification_comes_after_its_successors() {
        twins.psa().misbehave("{\"kind\":\"webhook-late\",\"count\":1,\"millis\":300}");
        person("Late");
        person("Prompt");

        assertThat(names(2)).containsExactly("Prompt", "Late");
    }

    @Test
    void reordered_notifications_change_places() {
        twins.psa().misbehave("{\"kind\":\"webhook-reorder\",\"count\":1}");
        person("First");
        person("Second");

        assertThat(names(2)).containsExactly("Second", "First");
    }

    @Test
    void a_refused_notification_is_tried_three_times_and_then_forgotten() {
        subscriber.answer(500);
        person("Refused");
        subscriber.heard(3);
        subscriber.answer(204);
        person("Taken");

        assertThat(names(4)).containsExactly("Refused", "Refused", "Refused", "Taken");
    }

    @Test
    void history_is_not_told() {
        twins.clock().set(java.time.Instant.parse("2026-01-05T09:00:00Z"));
        person("Past");
        twins.clock().release();
        person("Present");

        assertThat(names(1)).containsExactly("Present");
        assertThat(
                        subscriber
                                .heard(1)
                                .getFirst()
                                .json()
                                .path("record")
                                .path("modifiedAt")
                                .asString())
                .doesNotStartWith("2026-01-05");
    }

    private void person(String name) {
        twins.psa().create("people", Json.object().put("name", name));
    }

    private List<String> names(int count) {
        return subscriber.heard(count).stream().map(Subscriber.Told::name).toList();
    }

    private static String signature(Subscriber.Told told) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        String secret = Subscriber.SECRET.substring("whsec_".length());
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
        String id = told.headers().get("webhook-id");
        String timestamp = told.headers().get("webhook-timestamp");
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(mac.doFinal(told.body()));
    }
}
