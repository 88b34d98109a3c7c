package throughline.complaints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.engagement.EngagementId;
import throughline.engagement.Signal;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.ChangeStatus;
import throughline.observed.CanonicalRecord.LineChange;
import throughline.observed.Cause;
import throughline.observed.RecordKey;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.SignedIn;
import tools.jackson.databind.JsonNode;

/** Complaint 15: change orders have no home. */
class ChangeOrdersHaveNoHomeTest {

    private static final RecordKey ORDER = new RecordKey("crm", "ChangeOrder", "8001");

    @Test
    void a_change_is_seen_by_every_treatment_decided_by_two_and_in_the_books_once_it_is_agreed(
            @TempDir Path folder) throws Exception {
        try (FirmOnPaper firm = FirmOnPaper.in(folder)) {
            SignedIn admin = SignedIn.first(firm.server());
            firm.customer("001G", "Nordwind AG", "DE811569869");
            String deal = firm.won("006Y", "Run for a year", "001G", 20_000, "005A");
            observed(firm, deal, ChangeStatus.PROPOSED);

            // It has a place, where each treatment stands beside the others and changes nothing.
            String list = admin.get("/engagements/" + deal + "/changes").body();
            assertThat(list).contains("less is wanted", "proposed");
            String compared = admin.get("/engagements/" + deal + "/changes?order=" + ORDER).body();
            assertThat(compared)
                    .contains("separate-contract", "prospective", "catch-up", "unchanged")
                    .contains("Backlog (revenue), at the end", "Margin at completion")
                    .contains("EUR 20,000.00", "paragraph");
            assertThat(booked(firm, deal)).isEqualTo(2_000_000);

            // Programs read the same.
            String fiona = somebody(firm, "fiona");
            String changes = "/engagements/" + deal + "/changes";
            assertThat(firm.call(fiona, changes, "").json().path("orders").get(0).path("reason"))
                    .hasToString("\"less is wanted\"");
            JsonNode told = firm.call(fiona, changes + "/comparison?order=" + ORDER, "").json();
            assertThat(told.path("contractValue").path("unchanged").asString())
                    .isEqualTo("20000.00");
            assertThat(told.path("revenue").values())
                    .last()
                    .satisfies(all -> assertThat(all.path("period").asString()).isEqualTo("all"))
                    .satisfies(
                            all ->
                                    assertThat(all.propertyNames())
                                            .contains("unchanged", "catch-up", "prospective"));
            assertThat(firm.call(fiona, changes + "/comparison?order=none", "").status())
                    .isEqualTo(404);

            // Two people decide on another treatment.
            String felix = somebody(firm, "felix");
            String wish =
                    """
                    {"decision":"treat","change-order":"%s","line":"a1","treatment":"catch-up",
                    "reason":"one integrated service"}
                    """
                            .formatted(ORDER);
            String decisions = "/engagements/" + deal + "/decisions";
            Called seen = firm.call(fiona, decisions + "/preview", wish);
            Called asked = send(firm, fiona, decisions, wish, seen.tag());
            String request = "/approvals/" + asked.json().get("request").asLong();
            String tag = firm.call(felix, request, "").tag();
            String why = "{\"reason\":\"agreed\"}";
            assertThat(send(firm, felix, request + "/approval", why, tag).status()).isEqualTo(200);
            firm.eventually(
                    "select count(*) = 2 from event where engagement = ?"
                            + " and type = 'treatment-asked/v1'",
                    deal);

            // Agreed, it is in the books and on the page, by the treatment of the two.
            observed(firm, deal, ChangeStatus.APPROVED);
            firm.eventually(
                    "select exists (select from event where engagement = ?"
                            + " and type = 'contract-amended/v1')",
                    deal);
            assertThat(booked(firm, deal)).isLessThan(2_000_000);
            assertThat(admin.get("/engagements/" + deal + "/changes").body()).contains("in force");
            assertThat(admin.get("/engagements/" + deal + "/changes?order=" + ORDER).body())
                    .contains("Count as prospective");
        }
    }

    private static String somebody(FirmOnPaper firm, String login) {
        People people = new People(firm.server().installation().dataSource());
        Actor admin = Actor.of(people.find("admin").orElseThrow(), "test");
        people.add(
                admin,
                new Person(
                        login,
                        "Kim Lee " + login,
                        Set.of("finance"),
                        Scope.WHOLE,
                        Optional.empty(),
                        Optional.empty(),
                        true),
                Instant.now());
        return SignedIn.token(firm.server(), login);
    }

    private static Called send(FirmOnPaper firm, String token, String path, String body, String tag)
            throws Exception {
        String key = UUID.randomUUID().toString();
        return firm.call(token, path, body, "Idempotency-Key", key, "If-Match", tag);
    }

    private static long booked(FirmOnPaper firm, String deal) {
        return firm.database()
                .sql(
                        "select coalesce(sum(minor), 0) from posting where engagement = ?"
                                + " and happening = 'booked'")
                .param(deal)
                .query(Long.class)
                .single();
    }

    /** The line ends half way through its year. */
    private static void observed(FirmOnPaper firm, String deal, ChangeStatus status) {
        boolean agreed = status == ChangeStatus.APPROVED;
        LocalDate day = LocalDate.parse("2026-10-01");
        firm.server()
                .installation()
                .engine()
                .submit(
                        new EngagementId(deal),
                        new Signal.RecordObserved(
                                new ChangeOrder(
                                        ORDER,
                                        new RecordKey("crm", "Opportunity", "006Y"),
                                        "1",
                                        status,
                                        Optional.empty(),
                                        agreed ? Optional.of(day) : Optional.empty(),
                                        Optional.empty(),
                                        agreed ? Optional.of("Noor Haddad") : Optional.empty(),
                                        Optional.of(day),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("less is wanted"),
                                        List.of(),
                                        List.of(
                                                new LineChange(
                                                        "a1",
                                                        Optional.of("ends"),
                                                        Optional.empty(),
                                                        Optional.empty())),
                                        Map.of()),
                                Optional.empty(),
                                new Cause(0, "test"),
                                Instant.now()));
        firm.settle();
    }
}
