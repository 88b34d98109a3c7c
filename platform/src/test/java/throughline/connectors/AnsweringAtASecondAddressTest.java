package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

/** The ERP's first address is a twin that fails as told, the second is another one, or nobody. */
class AnsweringAtASecondAddressTest {

    private static final String NOBODY = "http://127.0.0.1:9";
    private static final Watermark START = Watermark.START;

    private final Twins first = Twins.start(TwinsOptions.defaults());
    private final Twins second = Twins.start(TwinsOptions.defaults());

    @AfterEach
    void end() {
        first.close();
        second.close();
    }

    @Test
    void polls_go_on_there_while_nobody_answers_at_the_first() {
        try (Connector there = erp(second.erp().url(), "reads")) {
            assertThat(there.write(customer(), "key-0")).isInstanceOf(Answer.Confirmed.class);
        }
        try (Connector erp = erp(NOBODY, "reads")) {
            assertThat(erp.read("customer", START).records()).hasSize(1);
        }
        first.erp().misbehave("{\"kind\": \"500\"}");
        try (Connector erp = erp(first.erp().url(), "reads")) {
            assertThat(erp.read("customer", START).records()).hasSize(1);
        }
    }

    @Test
    void what_somebody_at_the_first_says_no_to_is_not_asked_elsewhere() {
        first.erp().misbehave("{\"kind\": \"429\"}");
        try (Connector erp = erp(first.erp().url(), "repeatable")) {
            assertThatThrownBy(() -> erp.read("customer", START))
                    .isInstanceOf(ConnectorException.class);
            assertThat(erp.write(customer(), "key-1")).isInstanceOf(Answer.Retryable.class);
        }
        assertThat(calls(second)).isZero();
    }

    @Test
    void an_invoice_is_never_written_there() {
        try (Connector erp = erp(NOBODY, "repeatable")) {
            assertThat(erp.write(invoice(), "key-2")).isInstanceOf(Answer.Retryable.class);
            assertThat(erp.write(customer(), "key-3")).isInstanceOf(Answer.Confirmed.class);
            assertThat(erp.write(invoice(), "key-2")).isInstanceOf(Answer.Retryable.class);
        }
        try (Connector erp = erp(NOBODY, "reads")) {
            assertThat(erp.write(customer(), "key-4")).isInstanceOf(Answer.Retryable.class);
        }
    }

    @Test
    void a_write_that_may_have_arrived_at_the_first_is_not_made_there_too() {
        first.erp().misbehave("{\"kind\": \"drop-connection\", \"operation\": \"POST\"}");
        try (Connector erp = erp(first.erp().url(), "repeatable")) {
            assertThat(erp.write(customer(), "key-5")).isNotInstanceOf(Answer.Confirmed.class);
        }
        assertThat(calls(second)).isZero();
    }

    @Test
    void that_it_is_not_found_there_proves_nothing_and_that_it_is_does() {
        try (Connector erp = erp(NOBODY, "repeatable")) {
            assertThat(erp.probe(customer())).isInstanceOf(Probe.CannotTell.class);
            assertThat(erp.write(customer(), "key-6")).isInstanceOf(Answer.Confirmed.class);
            assertThat(erp.probe(customer())).isInstanceOf(Probe.Found.class);
        }
    }

    @Test
    void where_the_first_address_is_another_than_the_landscapes_the_second_is_not_used() {
        Connectors trial = connectors(Map.of("erp", URI.create(NOBODY)));
        try (Connector erp = trial.open(Samples.system("erp", "erp-rest", settings("reads")))) {
            assertThatThrownBy(() -> erp.read("customer", START))
                    .isInstanceOf(ConnectorException.class);
        }
        assertThat(calls(second)).isZero();
    }

    private Connector erp(String address, String use) {
        Map<String, Object> settings = new HashMap<>(settings(use));
        settings.put("endpoint", address);
        return connectors(Map.of()).open(Samples.system("erp", "erp-rest", settings));
    }

    private static Connectors connectors(Map<String, URI> given) {
        return new Connectors(
                new Endpoints(given),
                Secrets.given(
                        Map.of("given:erp", "erp-twin-secret"), reference -> Optional.empty()),
                Path.of("unused"));
    }

    private Map<String, Object> settings(String use) {
        return Map.of(
                "auth",
                Map.of("user", "throughline", "password", "given:erp"),
                "timeoutMillis",
                500,
                "secondary",
                Map.of("endpoint", second.erp().url(), "for", use),
                "sources",
                Samples.polls("customer"));
    }

    private static Action customer() {
        return Samples.planned(
                "erp", ActionKind.CREATE_CUSTOMER, "crm:opportunity:1", "crm:account:1");
    }

    private static Action invoice() {
        return Samples.planned(
                "erp", ActionKind.POST_INVOICE, "crm:opportunity:1", "crm:account:1");
    }

    private static long calls(Twins twins) {
        Object calls = new TwinClient(twins.erp().url(), "X-None", "x").get("/_stats").get("calls");
        return calls instanceof Map<?, ?> map
                ? map.values().stream().mapToLong(each -> Long.parseLong(each.toString())).sum()
                : 0;
    }
}
