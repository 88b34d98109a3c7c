package throughline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.FirmOnPaper;
import throughline.server.SetClock;
import throughline.server.SignedIn;
import tools.jackson.databind.JsonNode;

/** One cause in several currencies is one line, as old as its oldest case. */
class ListingCausesTest {

    private static final Pattern ROW =
            Pattern.compile("(?s)<tr(?:(?!</tr>).)*customer-incomplete.*?</tr>");

    private final SetClock clock = new SetClock("2026-03-10T09:00:00Z");
    private FirmOnPaper firm;

    @BeforeEach
    void start(@TempDir Path folder) {
        firm = FirmOnPaper.in(folder, clock);
        firm.customer("001B", "Ohne Steuer GmbH", "");
        // The one with less money at stake came first.
        firm.take("Opportunity", "006U", won("006U", "USD", 5_000));
        clock.set("2026-03-12T09:00:00Z");
        firm.take("Opportunity", "006E", won("006E", "EUR", 90_000));
    }

    @AfterEach
    void stop() {
        firm.close();
    }

    private static String won(String id, String currency, int amount) {
        return """
        {"Id":"%1$s","Name":"Deal %1$s","AccountId":"001B","OwnerId":"005A",
        "StageName":"Closed Won","LeadSource":"Referral","CloseDate":"2026-03-02",
        "SignedDate__c":"2026-03-02","CurrencyIsoCode":"%2$s","Amount":%3$d,
        "BusinessUnit__c":"europe","ServiceLine__c":"managed-services","IsDeleted":false,
        "Lines__r":{"records":[{"Id":"a1","Name":"Run",
        "ServiceLine__c":"managed-services","PricingModel__c":"Fixed fee - calendar",
        "Amount__c":%3$d,"StartDate__c":"2026-04-01","EndDate__c":"2027-03-31",
        "StandaloneSellingPrice__c":%3$d,"ListPrice__c":%3$d,
        "Estimates__r":{"records":[{"Role__c":"consultant","Hours__c":1,"Rate__c":%3$d}]},
        "Instalments__r":{"records":[{"Date__c":"2026-04-01","Amount__c":%3$d}]}}]}
        """
                .formatted(id, currency, amount);
    }

    @Test
    void a_cause_is_as_old_as_the_oldest_case_of_all_its_currencies() throws Exception {
        JsonNode causes =
                firm.call(SignedIn.token(firm.server(), "admin"), "/exceptions/causes", "")
                        .json()
                        .path("causes");
        assertThat(causes.findValuesAsString("oldest"))
                .contains("2026-03-10T09:00:00Z", "2026-03-12T09:00:00Z")
                .allSatisfy(
                        each -> assertThat(Instant.parse(each)).isBeforeOrEqualTo(clock.instant()));
        String page = SignedIn.first(firm.server()).get("/exceptions").body();
        Matcher row = ROW.matcher(page);
        assertThat(row.find()).as(page).isTrue();
        String told = row.group().replaceAll("<[^>]+>|\\s+", " ");
        assertThat(told).contains("EUR 90,000.00, USD 5,000.00").contains("2 days");
    }

    @Test
    void a_spreadsheet_has_instants_as_everything_else_that_is_exported() throws Exception {
        String csv = SignedIn.first(firm.server()).get("/exceptions.csv").body();
        assertThat(csv.lines().skip(1))
                .hasSizeGreaterThan(1)
                .allMatch(line -> line.matches(".*2026-03-1[02]T09:00:00Z.*"), csv);
    }
}
