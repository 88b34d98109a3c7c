package throughline.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.publish.PublicationTable.publication;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import throughline.connectors.Json;
import throughline.connectors.Secrets;
import throughline.database.SharedDatabase;
import throughline.dispatch.Backoff;

@ResourceLock("the table of publications")
@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class TellingSubscribersTest {

    private static final String ONE = "crm:opportunity:1";
    private static final String TWO = "crm:opportunity:2";
    private static final WebhookRelay.Policy QUICK =
            new WebhookRelay.Policy(
                    Duration.ofMillis(10),
                    new Backoff(Duration.ofMillis(20), Duration.ofMillis(40)),
                    4,
                    Duration.ofMillis(300));

    private final PublicationTable table = new PublicationTable();
    private final SubscriptionStore subscriptions = new SubscriptionStore(table.database);
    private final PublicationStore publications = new PublicationStore(table.database);
    private final Subscriber subscriber = new Subscriber();
    private final WebhookRelay relay =
            new WebhookRelay(
                    subscriptions,
                    publications,
                    new WebhookPost(
                            CloudEvents.of("Consulting & Co"),
                            Secrets.given(
                                    Map.of("env:HOOK", Subscriber.SECRET),
                                    reference -> java.util.Optional.empty()),
                            InstantSource.system()),
                    QUICK,
                    InstantSource.system());

    @AfterEach
    void end() {
        relay.close();
        subscriber.close();
    }

    @Test
    void each_milestone_arrives_signed_and_in_order_per_engagement() {
        subscribed();
        for (int i = 0; i < 40; i++) {
            table.keep(publication(i % 2 == 0 ? ONE : TWO, i));
        }

        until(() -> subscriber.heard.size() == 40);
        assertThat(subscriber.forged).isEmpty();
        assertThat(subscriber.numbersOf(ONE)).isSortedAccordingTo(TellingSubscribersTest::number);
        assertThat(subscriber.numbersOf(TWO)).isSortedAccordingTo(TellingSubscribersTest::number);
        assertThat(subscriber.heard.peek())
                .containsEntry("specversion", "1.0")
                .containsEntry("source", "/throughline/Consulting%20%26%20Co")
                .containsEntry("type", "dev.throughline.invoice.posted.v1")
                .containsEntry("time", "2026-03-31T10:00:00Z");
    }

    @Test
    void a_subscriber_that_was_away_hears_everything_when_it_is_back() {
        subscriber.takes = event -> false;
        subscribed();
        table.keep(publication(ONE, 1));
        table.keep(publication(TWO, 2));
        until(() -> failures() > 1);
        subscriber.takes = event -> true;

        until(() -> subscriber.heard.size() == 2);
        until(() -> failures() == 0);
    }

    @Test
    void complaint_17_one_that_is_not_taken_holds_up_only_its_own_engagement() {
        subscriber.refusal = 400;
        subscriber.takes = event -> !isNumber(event, "1");
        subscribed();
        table.keep(publication(ONE, 1));
        table.keep(publication(ONE, 2));
        table.keep(publication(TWO, 3));

        until(() -> subscriber.numbersOf(TWO).equals(List.of("3")));
        assertThat(subscriber.numbersOf(ONE)).isEmpty();
        subscriber.takes = event -> true;
        until(() -> subscriber.numbersOf(ONE).equals(List.of("1", "2")));
    }

    @Test
    void one_that_is_never_taken_becomes_an_incident_and_the_engagement_goes_on() {
        subscriber.refusal = 422;
        subscriber.takes = event -> !isNumber(event, "1");
        subscribed();
        table.keep(publication(ONE, 1));
        table.keep(publication(ONE, 2));

        until(() -> subscriber.numbersOf(ONE).equals(List.of("2")));
        assertThat(incidents()).containsExactly("publication-given-up");
    }

    @Test
    void a_subscriber_that_stays_away_is_disabled_with_an_incident() {
        subscriber.takes = event -> false;
        subscribed();
        table.keep(publication(ONE, 1));

        until(() -> state().equals("disabled"));
        assertThat(incidents()).containsExactly("subscriber-disabled");
        subscriber.takes = event -> true;
        subscriptions.subscribe(subscription(), Position.START);
        until(() -> subscriber.numbersOf(ONE).equals(List.of("1")));
    }

    @Test
    void a_subscriber_that_is_gone_is_disabled_at_once() {
        subscriber.refusal = 410;
        subscriber.takes = event -> false;
        subscribed();
        table.keep(publication(ONE, 1));

        until(() -> state().equals("disabled"));
    }

    private void subscribed() {
        subscriptions.subscribe(subscription(), publications.end());
        relay.start();
    }

    private Subscription subscription() {
        return new Subscription("finance", subscriber.url(), List.of("env:HOOK"), Milestones.TYPES);
    }

    private int failures() {
        return table.database
                .sql("select failures from throughline.subscription")
                .query(Integer.class)
                .single();
    }

    private String state() {
        return table.database
                .sql("select state from throughline.subscription")
                .query(String.class)
                .single();
    }

    private List<String> incidents() {
        return table.database
                .sql("select code from throughline.incident where area = 'publish'")
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list();
    }

    private static boolean isNumber(Map<String, Object> event, String number) {
        return Json.text(Json.child(event, "data"), "number").orElseThrow().equals(number);
    }

    private static int number(String left, String right) {
        return Integer.compare(Integer.parseInt(left), Integer.parseInt(right));
    }

    private static void until(BooleanSupplier fact) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
