package throughline.twins;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Somebody who tries the product plays the vendors' own users on their pages. */
class PlayingTheVendorsUsersTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void a_deal_is_won_and_a_tax_id_taken_away_in_the_crm() throws Exception {
        try (Twins twins = Twins.start(TwinsOptions.defaults())) {
            ObjectNode account =
                    twins.crm()
                            .create(
                                    "Account",
                                    Json.object()
                                            .put("Name", "<b>Nordwind</b>")
                                            .put("TaxId__c", "DE1"));
            ObjectNode deal =
                    twins.crm()
                            .create(
                                    "Opportunity",
                                    Json.object()
                                            .put("Name", "Portal")
                                            .put("StageName", "Negotiation")
                                            .put("CloseDate", "2026-03-31")
                                            .put("Amount", "1000"));
            assertThat(page(twins.crm()))
                    .contains("Portal", "Negotiation", "&lt;b&gt;Nordwind")
                    .doesNotContain("<b>Nordwind");
            String id = deal.path("Id").asString();
            post(twins.crm(), Map.of("what", "stage", "id", id, "stage", "Closed Won"));
            assertThat(twins.crm().find("Opportunity", id).path("StageName").asString())
                    .isEqualTo("Closed Won");
            post(
                    twins.crm(),
                    Map.of("what", "tax", "id", account.path("Id").asString(), "tax-id", ""));
            assertThat(
                            twins.crm()
                                    .find("Account", account.path("Id").asString())
                                    .path("TaxId__c")
                                    .isNull())
                    .isTrue();
            assertThat(post(twins.crm(), Map.of("what", "stage", "id", "none", "stage", "x")))
                    .contains("Refused");
            assertThat(post(twins.crm(), Map.of("what", "fly"))).contains("cannot+be+done");
        }
    }

    @Test
    void a_card_is_approved_in_the_psa_and_a_period_closed_in_the_erp() throws Exception {
        try (Twins twins = Twins.start(TwinsOptions.defaults())) {
            new FirmLife(twins, 3).history(LocalDate.now(java.time.ZoneOffset.UTC), 3, 4);
            ObjectNode card =
                    twins.psa()
                            .create(
                                    "time-cards",
                                    Json.object()
                                            .put("projectKey", "x")
                                            .put("hours", "8")
                                            .put("status", "submitted"));
            String id = card.path("id").asString();
            assertThat(page(twins.psa())).contains(id, "Approve");
            post(twins.psa(), Map.of("what", "card", "id", id, "to", "approved"));
            assertThat(
                            twins.psa()
                                    .records("time-cards")
                                    .get(id)
                                    .orElseThrow()
                                    .path("status")
                                    .asString())
                    .isEqualTo("approved");
            String period = LocalDate.now(java.time.ZoneOffset.UTC).toString().substring(0, 7);
            assertThat(page(twins.erp())).contains("Periods of DE01", period);
            post(
                    twins.erp(),
                    Map.of("what", "period", "company", "DE01", "id", period, "act", "close"));
            assertThat(
                            twins.erp()
                                    .company("DE01")
                                    .records("periods")
                                    .orElseThrow()
                                    .get("DE01-" + period)
                                    .orElseThrow()
                                    .path("state")
                                    .asString())
                    .isEqualTo("closed");
        }
    }

    @Test
    void faults_are_switched_on_and_off_and_nobody_elses_page_can_press_a_button()
            throws Exception {
        try (Twins twins = Twins.start(TwinsOptions.defaults())) {
            post(twins.erp(), Map.of("what", "misbehave", "trouble", "Everything fails"));
            assertThat(
                            HTTP.send(
                                            HttpRequest.newBuilder(
                                                            URI.create(
                                                                    twins.erp().url()
                                                                            + "/v2/companies"
                                                                            + "/DE01/customers"))
                                                    .build(),
                                            HttpResponse.BodyHandlers.discarding())
                                    .statusCode())
                    .isEqualTo(500);
            assertThat(page(twins.erp())).contains("500", "struck 1 times");
            HttpResponse<String> foreign =
                    send(twins.erp(), Map.of("what", "behave"), "cross-site");
            assertThat(foreign.statusCode()).isEqualTo(403);
            post(twins.erp(), Map.of("what", "behave"));
            assertThat(page(twins.erp())).contains("It behaves.");
        }
    }

    private static String page(Twin twin) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(twin.url() + "/face")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String post(Twin twin, Map<String, String> form) throws Exception {
        HttpResponse<String> answer = send(twin, form, "same-origin");
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static HttpResponse<String> send(Twin twin, Map<String, String> form, String site)
            throws Exception {
        String body =
                form.entrySet().stream()
                        .map(
                                each ->
                                        each.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(twin.url() + "/face"))
                        .header("Sec-Fetch-Site", site)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
