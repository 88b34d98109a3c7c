package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.intake.RawMessage;
import throughline.intake.RawMessage.Source;
import throughline.intake.Receipt.Outcome;
import throughline.server.FirmOnPaper;

/** Complaint 9: webhooks of the same second are processed in the wrong order. */
class WebhooksOfOneSecondInTheWrongOrderTest {

    private static final String SECOND = "2026-03-05T09:00:00.000Z";
    private static final String NEXT_SECOND = "2026-03-05T09:00:01.000Z";

    @Test
    void what_the_vendor_says_when_it_is_asked_ends_every_doubt(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = firm.won("006C9", "Told in a hurry", "001G", 40_000, "005A");

            // Two changes within one second; the second one is told first.
            assertThat(tell(firm, Source.WEBHOOK, "webhook b", "Nordwind SE", SECOND))
                    .isEqualTo(Outcome.ACCEPTED);
            assertThat(tell(firm, Source.WEBHOOK, "webhook a", "Nordwind GmbH", SECOND))
                    .isEqualTo(Outcome.ACCEPTED);
            // Nobody can tell their order from them. The next poll can, and it is no duplicate.
            assertThat(tell(firm, Source.POLL, "poll", "Nordwind SE", SECOND))
                    .isEqualTo(Outcome.ACCEPTED);
            assertThat(customer(firm, deal)).isEqualTo("Nordwind SE");

            // The loser comes once more, as webhooks do.
            assertThat(tell(firm, Source.WEBHOOK, "webhook a", "Nordwind GmbH", SECOND))
                    .isEqualTo(Outcome.DUPLICATE);
            assertThat(customer(firm, deal)).isEqualTo("Nordwind SE");
        }
    }

    @Test
    void where_the_vendor_states_an_order_that_of_arrival_is_nothing(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = firm.won("006C9", "Told in a hurry", "001G", 40_000, "005A");
            tell(firm, Source.WEBHOOK, "webhook b", "Nordwind SE", NEXT_SECOND);
            tell(firm, Source.WEBHOOK, "webhook a", "Nordwind GmbH", SECOND);

            assertThat(customer(firm, deal)).isEqualTo("Nordwind SE");
        }
    }

    private static Outcome tell(
            FirmOnPaper firm, Source source, String origin, String name, String version) {
        String body =
                """
                {"Id":"001G","Name":"%s","BillingStreet":"Hafenstr. 12","BillingCity":"Hamburg",
                "BillingPostalCode":"20457","BillingCountryCode":"DE","TaxId__c":"DE811569869",
                "Website":"nordwind.example","Status__c":"Active","SystemModstamp":"%s"}
                """
                        .formatted(name, version);
        Outcome outcome =
                firm.server()
                        .installation()
                        .intake()
                        .accept(
                                List.of(
                                        new RawMessage(
                                                "crm",
                                                "Account",
                                                "001G",
                                                Optional.empty(),
                                                source,
                                                origin,
                                                body.getBytes(StandardCharsets.UTF_8))))
                        .getFirst()
                        .outcome();
        firm.settle();
        return outcome;
    }

    private static String customer(FirmOnPaper firm, String deal) {
        return firm.database()
                .sql("select customer_name from engagement where id = ?")
                .param(deal)
                .query(String.class)
                .single();
    }
}
