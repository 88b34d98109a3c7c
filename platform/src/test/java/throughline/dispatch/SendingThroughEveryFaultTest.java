package throughline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.align.ActionOutcome;
import throughline.connectors.Connector;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.connectors.Json;
import throughline.connectors.Secrets;
import throughline.database.SharedDatabase;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

@ResourceLock("the table of actions")
@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class SendingThroughEveryFaultTest {

    private static final int DEALS = 12;
    private static final List<String> FAULTS =
            List.of(
                    "429",
                    "500",
                    "timeout-before-commit",
                    "timeout-after-commit",
                    "latency",
                    "drop-connection",
                    "html-answer");

    private final Twins twins = Twins.start(TwinsOptions.defaults());
    private final ActionTable table = new ActionTable(SharedDatabase.dataSource());
    private final Connector erp =
            new Connectors(
                            new Endpoints(Map.of("erp", URI.create(twins.erp().url()))),
                            Secrets.given(
                                    Map.of("given:erp", "erp-twin-secret"),
                                    reference -> Optional.empty()),
                            Path.of("unused"))
                    .open(declared());
    private Dispatch dispatch = started();

    @AfterEach
    void end() {
        dispatch.close();
        erp.close();
        twins.close();
    }

    @Test
    void complaint_2_an_erp_that_fails_in_every_way_and_a_crash_end_in_one_document_each()
            throws Exception {
        for (String fault : FAULTS) {
            misbehave(fault);
        }
        List<Action> actions = new ArrayList<>();
        for (int deal = 0; deal < DEALS; deal++) {
            Action customer = customer(deal);
            actions.add(customer);
            actions.add(Actions.after(invoice(deal), customer.key()));
        }
        actions.forEach(table::plan);
        until(() -> table.concluded().size() > DEALS / 2);
        // Nobody hears what the calls under way come to, as in a crash, and another begins.
        table.deaf = true;
        dispatch.close();
        table.deaf = false;
        dispatch = started();

        until(() -> table.concluded().size() == actions.size());
        twins.erp().behave();
        assertThat(table.concluded().values())
                .allSatisfy(
                        outcome -> assertThat(outcome).isInstanceOf(ActionOutcome.Confirmed.class));
        assertThat(references("customers")).hasSize(DEALS).doesNotHaveDuplicates();
        assertThat(references("sales-invoices")).hasSize(DEALS).doesNotHaveDuplicates();
    }

    private void misbehave(String fault) {
        Map<String, Object> rule =
                Map.of(
                        "operation",
                        "(GET|POST) /v2/.*",
                        "kind",
                        fault,
                        "probability",
                        0.05,
                        "millis",
                        600);
        twins.erp().misbehave(new String(Json.write(rule), StandardCharsets.UTF_8));
    }

    private Dispatch started() {
        Dispatch started =
                new Lanes(
                                SharedDatabase.dataSource(),
                                table,
                                partition -> true,
                                InstantSource.system())
                        .open(List.of(declared()), Map.of("erp", erp));
        table.telling(started);
        started.start();
        return started;
    }

    private static SystemDeclaration declared() {
        return new SystemDeclaration(
                "erp",
                Release.Role.ERP,
                "erp-rest",
                SystemDeclaration.Mode.LIVE,
                List.of("DE01"),
                List.of(),
                List.of(),
                "finance",
                Map.of(
                        "auth",
                        Map.of("user", "throughline", "password", "given:erp"),
                        "timeoutMillis",
                        "400",
                        "settleMillis",
                        "800",
                        "limits",
                        Map.of(
                                "concurrency", "6",
                                "attempts", "1000",
                                "backoffMillis", "50",
                                "longestBackoffMillis", "400",
                                "claimMillis", "3000")));
    }

    private static Action customer(int deal) {
        return action(
                ActionKind.CREATE_CUSTOMER,
                "customer-" + deal,
                "crm:account:" + deal,
                Map.of("name", "Customer " + deal, "country", "DE"));
    }

    private static Action invoice(int deal) {
        return action(
                ActionKind.POST_INVOICE,
                "invoice-" + deal,
                "crm:opportunity:" + deal + "/2026-03#1",
                Map.of(
                        "customer",
                        "crm:account:" + deal,
                        "taxTreatment",
                        "domestic",
                        "date",
                        "2026-03-31",
                        "lines",
                        List.of(Map.of("text", "Work", "amount", "100.00"))));
    }

    private static Action action(
            ActionKind kind, String purpose, String naturalKey, Map<String, Object> more) {
        Action bare = Actions.action("erp", purpose, kind, naturalKey);
        Map<String, Object> body = new java.util.HashMap<>(more);
        body.put("reference", naturalKey);
        body.put("entity", "DE01");
        body.put("currency", "EUR");
        return new Action(
                bare.key(),
                bare.system(),
                kind,
                naturalKey,
                body,
                bare.dependsOn(),
                bare.atStake(),
                bare.due());
    }

    private List<String> references(String collection) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String basic =
                    Base64.getEncoder()
                            .encodeToString(
                                    "throughline:erp-twin-secret".getBytes(StandardCharsets.UTF_8));
            byte[] answer =
                    client.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            twins.erp().url()
                                                                    + "/v2/companies/DE01/"
                                                                    + collection))
                                            .header("Authorization", "Basic " + basic)
                                            .build(),
                                    HttpResponse.BodyHandlers.ofByteArray())
                            .body();
            return Json.objects(Json.object(answer).orElseThrow(), "items").stream()
                    .map(each -> Json.text(each, "reference").orElse(""))
                    .collect(Collectors.toList());
        }
    }

    private static void until(java.util.function.BooleanSupplier fact) {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
