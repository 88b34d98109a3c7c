package throughline.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.intake.RawMessage;

/** Raw records of the consulting firm in its vendors' shapes, as many as a measurement needs. */
final class Firm {

    private static final String STAMP = "2026-03-02T09:12:00.000Z";
    private static final int CUSTOMERS = 200;

    private Firm() {}

    /** A seller, an approver and the customers: what every deal refers to. */
    static List<RawMessage> masters() {
        List<RawMessage> messages = new ArrayList<>();
        for (String user : List.of("U-seller", "U-approver")) {
            messages.add(
                    crm(
                            "User",
                            user,
                            "{\"Id\":\"%s\",\"Name\":\"%s\",\"SystemModstamp\":\"%s\"}"
                                    .formatted(user, user, STAMP)));
        }
        for (int i = 0; i < CUSTOMERS; i++) {
            String id = "A-" + i;
            messages.add(
                    crm(
                            "Account",
                            id,
                            """
                            {"Id":"%s","Name":"Customer %d AG","BillingStreet":"Hafenstr. %d",\
                            "BillingCity":"Hamburg",
                            "BillingPostalCode":"20457","BillingCountryCode":"DE",\
                            "TaxId__c":"DE%09d","Website":"c%d.example",
                            "Status__c":"Active","Industry":"Services","IsDeleted":false,\
                            "SystemModstamp":"%s"}
                            """
                                    .formatted(id, i, i, 100_000_000 + i, i, STAMP)));
        }
        return messages;
    }

    /** A won deal that passes all nine gates: a fixed fee in three milestones. */
    static RawMessage fixedFee(String id) {
        return opportunity(
                id,
                "transformation",
                """
                {"Id":"L-%s","Name":"Delivery","ServiceLine__c":"transformation",\
                "PricingModel__c":"Fixed fee - milestones",
                "Amount__c":32000.00,"ListPrice__c":32000.00,"StartDate__c":"2026-03-03",\
                "EndDate__c":"2026-09-30",
                "Milestones__r":{"records":[{"Key__c":"M1","Name":"Kick-off",\
                "DueDate__c":"2026-03-10",\
                "Share__c":0.2,"Amount__c":null},
                {"Key__c":"M2","Name":"Design accepted","DueDate__c":"2026-05-31","Share__c":0.3,\
                "Amount__c":null},
                {"Key__c":"M3","Name":"Go-live","DueDate__c":"2026-09-30","Share__c":0.5,\
                "Amount__c":null}]},
                "Instalments__r":null,\
                "Estimates__r":{"records":[{"Role__c":"consultant","Hours__c":200,\
                "Rate__c":160.00}]},"RateCard__c":null,
                "Cap__c":null,"StandaloneSellingPrice__c":32000.00,"RevenueMethod__c":null}
                """
                        .formatted(id));
    }

    /** A won deal of time and materials without a cap. */
    static RawMessage timeAndMaterials(String id) {
        return opportunity(
                id,
                "advisory",
                """
                {"Id":"L-%s","Name":"Advice","ServiceLine__c":"advisory",\
                "PricingModel__c":"Time and materials",
                "Amount__c":null,"ListPrice__c":null,"StartDate__c":"2026-03-03",\
                "EndDate__c":"2027-03-02",
                "Milestones__r":null,"Instalments__r":null,\
                "Estimates__r":{"records":[{"Role__c":"consultant",\
                "Hours__c":200,"Rate__c":160.00}]},
                "RateCard__c":"standard","Cap__c":null,"StandaloneSellingPrice__c":32000.00,\
                "RevenueMethod__c":null}
                """
                        .formatted(id));
    }

    /** An approved time card of a deal, on one of the days of its term. */
    static RawMessage timeCard(String id, String deal, int day) {
        String date = java.time.LocalDate.of(2026, 3, 3).plusDays(day % 250).toString();
        String body =
                """
                {"type":"time-card","id":"%s","projectId":"P-%s",\
                "projectKey":"crm:Opportunity:%s","personId":"W-%d",
                "role":"consultant","date":"%s","hours":"7.50","billable":true,\
                "status":"approved","note":"","version":3,
                "modifiedAt":"%s"}
                """
                        .formatted(id, deal, deal, day % 50, date, STAMP);
        return message("psa", "time-card", id, "3", body);
    }

    private static RawMessage opportunity(String id, String service, String line) {
        String body =
                """
                {"attributes":{"type":"Opportunity"},"Id":"%s","Name":"Deal %s",\
                "AccountId":"A-%d","OwnerId":"U-seller",
                "StageName":"Closed Won","IsClosed":true,"IsWon":true,"Probability":100,\
                "LeadSource":"Web","CloseDate":"2026-03-02",
                "SignedDate__c":"2026-03-02","ApprovedAt__c":"2026-03-02T08:40:00.000Z",\
                "ApprovedBy__c":"U-approver",
                "CurrencyIsoCode":"EUR","Amount":32000.00,"LegalEntity__c":null,\
                "BusinessUnit__c":"europe","PurchaseOrder__c":"PO-1",
                "ServiceLine__c":"%s","ProjectKey__c":null,"DeliveryStatus__c":null,
                "Lines__r":{"totalSize":1,"done":true,"records":[%s]},"IsDeleted":false,\
                "SystemModstamp":"%s"}
                """
                        .formatted(
                                id,
                                id,
                                Math.floorMod(id.hashCode(), CUSTOMERS),
                                service,
                                line,
                                STAMP);
        return crm("Opportunity", id, body);
    }

    private static RawMessage crm(String type, String id, String body) {
        return message("crm", type, id, STAMP, body);
    }

    private static RawMessage message(
            String system, String type, String id, String version, String body) {
        return new RawMessage(
                system,
                type,
                id,
                Optional.of(version),
                RawMessage.Source.POLL,
                "bench",
                body.replace("\n", "").getBytes(StandardCharsets.UTF_8));
    }
}
