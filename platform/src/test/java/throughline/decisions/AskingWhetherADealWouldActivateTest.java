package throughline.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;

class AskingWhetherADealWouldActivateTest {

    private static final String RECORD =
            """
            {"record":{"Id":"006Q","Name":"Asked","AccountId":"%s","OwnerId":"005A",
            "StageName":"Proposal","CloseDate":"2026-03-02","SignedDate__c":"2026-03-02",
            "CurrencyIsoCode":"EUR","Amount":10000.00,"BusinessUnit__c":"europe",
            "ServiceLine__c":"managed-services","SystemModstamp":"2026-03-02T08:00:00.000Z",
            "Lines__r":{"records":[{"Id":"a1","Name":"Run","ServiceLine__c":"managed-services",
            "PricingModel__c":"Fixed fee - calendar","Amount__c":10000.00,
            "StandaloneSellingPrice__c":10000,"StartDate__c":"2026-04-01",
            "EndDate__c":"2027-03-31",
            "Estimates__r":{"records":[{"Role__c":"consultant","Hours__c":1,
            "Rate__c":10000}]},
            "Instalments__r":{"records":[{"Date__c":"2026-04-01","Amount__c":10000}]}}]}},
            "system":"crm","type":"Opportunity"}
            """;

    @Test
    void it_is_answered_by_the_same_gates_and_nothing_is_kept(@TempDir Path folder)
            throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            String finance = SignedIn.token(firm.server(), "admin");
            firm.customer("001G", "Nordwind AG", "DE811569869");
            firm.customer("001B", "Ohne Steuer GmbH", "");
            Called yes = firm.call(finance, "/would-activate", RECORD.formatted("001G"));
            assertThat(yes.status()).as(yes.body()).isEqualTo(200);
            assertThat(yes.json().get("activates").asBoolean()).as(yes.body()).isTrue();
            assertThat(yes.json().get("entity").asString()).isEqualTo("DE01");
            Called no = firm.call(finance, "/would-activate", RECORD.formatted("001B"));
            assertThat(no.json().get("activates").asBoolean()).isFalse();
            assertThat(no.json().get("gates")).hasSize(9);
            assertThat(no.body()).contains("customer-incomplete", "finance-director");
            Called unknown = firm.call(finance, "/would-activate", RECORD.formatted("001Z"));
            assertThat(unknown.body()).contains("customer-unknown");
            assertThat(firm.call(finance, "/would-activate", "[1,2").code())
                    .isEqualTo("record-missing");
            assertThat(
                            firm.database()
                                    .sql("select count(*) from message where external_id = '006Q'")
                                    .query(Long.class)
                                    .single())
                    .isZero();
        }
    }
}
