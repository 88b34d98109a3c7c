package throughline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import throughline.access.AccessRules;
import throughline.access.Need;
import throughline.audit.AuditLog;
import throughline.people.Scope;
import throughline.publish.WebhookSignature;
import throughline.server.FirmOnPaper;
import throughline.server.RegisteredRoutes;
import throughline.server.RegisteredRoutes.Place;
import throughline.server.RegisteredRoutes.Route;
import throughline.server.SignedIn;

/**
 * Every route that is registered, also those that come: refused in one sentence, or as it was said.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputTest {

    private static final String SECRET = "=1+1";
    private static final String FORM = "application/x-www-form-urlencoded";

    private World world;
    private FirmOnPaper firm;
    private SignedIn admin;
    private String deal;
    private List<Route> routes;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        world = new World(folder);
        firm = world.firm;
        admin = world.admin;
        deal = world.deal;
        routes =
                RegisteredRoutes.of(firm.server()).stream()
                        .filter(each -> need(each) != Need.NOTHING)
                        // They answer for as long as somebody listens.
                        .filter(each -> !each.path().matches(".*/(stream|milestones)"))
                        .toList();
        assertThat(routes).hasSizeGreaterThan(100);
    }

    private static Need need(Route route) {
        return AccessRules.of(route.method(), route.path()).orElseThrow().need();
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void hostile_texts_in_every_path_parameter_field_and_member_change_nothing() throws Exception {
        Footprint before = Footprint.of(firm.database());
        Sweep sweep = new Sweep(world, routes);
        sweep.paths();
        sweep.values();
        sweep.decisions();
        sweep.isWithoutFault(2_000);
        assertThat(Footprint.of(firm.database()).changedSince(before)).isEmpty();
    }

    @Test
    void bodies_of_another_kind_than_is_asked_for_change_nothing() throws Exception {
        Footprint before = Footprint.of(firm.database());
        Sweep sweep = new Sweep(world, routes);
        sweep.bodies();
        sweep.isWithoutFault(500);
        assertThat(Footprint.of(firm.database()).changedSince(before)).isEmpty();
    }

    @Test
    void a_day_that_there_is_not_is_refused_before_anybody_looks_ahead() throws Exception {
        String path = "/engagements/" + world.decisions.deal() + "/decisions/preview";
        for (String day : List.of("2026-13-45", "2026-02-30", "0000-00-00", "26-1-1")) {
            Map<String, String> settled = new LinkedHashMap<>(world.decisions.all().get(2));
            settled.put("date", day);
            FirmOnPaper.Called called =
                    firm.call(world.token, path, throughline.journal.RawJson.text(settled));
            assertThat(called.code()).as(day).isEqualTo("decision-faulty");
            assertThat(called.body()).contains("date must be written as 2026-03-31");
        }
    }

    /** Reasons and comments may hold whatever people say; nothing else is done by them. */
    @Test
    void what_is_said_is_kept_as_text_or_refused_and_so_is_a_megabyte_of_it() throws Exception {
        Sweep sweep = new Sweep(world, routes);
        sweep.sayings();
        sweep.headers();
        sweep.megabytes();
        sweep.isWithoutFault(300);
        assertThat(count("decision")).isZero();
        assertThat(new AuditLog(firm.server().installation().dataSource()).verify(Optional.empty()))
                .satisfies(log -> assertThat(log.fault()).isEmpty());
        for (String page : List.of("/approvals", "/audit", "/exceptions", "/parked", "/codes")) {
            assertThat(admin.get(page).body())
                    .as(page)
                    .doesNotContain("<script>alert(1)")
                    .doesNotContain("<img src=x");
        }
    }

    @Test
    void hostile_names_and_passwords_sign_nobody_in() throws Exception {
        SignedIn nobody = SignedIn.nobody(firm.server());
        String csrf = nobody.csrf();
        List<String> texts = new ArrayList<>(HostileTexts.ALL);
        texts.add("x".repeat(15_000));
        for (String text : texts) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(firm.server().url() + "/sign-in"))
                            .header("Content-Type", FORM)
                            .POST(
                                    BodyPublishers.ofString(
                                            "login=%1$s&password=%1$s&then=%1$s&_csrf=%2$s"
                                                    .formatted(HostileTexts.encoded(text), csrf)))
                            .build();
            HttpResponse<String> answer =
                    nobody.http().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isIn(302, 400, 413);
            if (answer.statusCode() == 302) {
                assertThat(answer.headers().firstValue("Location"))
                        .hasValueSatisfying(there -> assertThat(there).endsWith("/sign-in?failed"));
            }
        }
    }

    @Test
    void what_nobody_can_decode_is_no_fault_of_ours_wherever_it_stands() throws Exception {
        Footprint before = Footprint.of(firm.database());
        for (Route route : routes) {
            String address = world.path(route) + "?reason=%FF%FE";
            List<HttpRequest.Builder> requests =
                    List.of(
                            world.request(route, address, world.token),
                            world.request(route, world.path(route), world.token)
                                    .header("Content-Type", FORM));
            for (HttpRequest.Builder each : requests.subList(0, route.changes() ? 2 : 1)) {
                each.method(route.method(), text(route.changes() ? "reason=%zz&text=%f" : ""));
                Answered answered = world.send(route, admin, each.build());
                assertThat(answered.faults(Sweep.MOST_MILLIS)).isEmpty();
                assertThat(answered.status()).as(answered.toString()).isBetween(400, 499);
            }
        }
        assertThat(Footprint.of(firm.database()).changedSince(before)).isEmpty();
    }

    /** Reading parameters would read the body of a form, and what is signed is the body. */
    @Test
    void notifications_are_read_as_they_were_signed_and_bodies_as_what_they_say_they_are()
            throws Exception {
        String body =
                "{\"type\":\"User\",\"id\":\"005W\",\"record\":{\"Id\":\"005W\",\"Name\":\"W\"}}";
        assertThat(notified("", FORM, body).body()).contains("unsupported-type");
        assertThat(notified("", "application/json", body).statusCode()).isEqualTo(202);
        assertThat(notified("?a=%FF", "application/json", body + " ").statusCode()).isEqualTo(202);
        for (Route route : routes) {
            if (route.isForPrograms()
                    && route.takes().stream().anyMatch(each -> each.place() == Place.BODY)) {
                Answered answered =
                        world.send(
                                route,
                                admin,
                                world.request(route, world.path(route), world.token)
                                        .header("Content-Type", FORM)
                                        .method(route.method(), text("reason=because"))
                                        .build());
                assertThat(answered.faults(Sweep.MOST_MILLIS)).isEmpty();
                assertThat(answered.status()).as(answered.toString()).isEqualTo(415);
            }
        }
    }

    private HttpResponse<String> notified(String query, String type, String body) throws Exception {
        Instant now = firm.server().installation().clock().instant();
        String signature =
                WebhookSignature.of(
                        List.of(FirmOnPaper.WEBHOOK_SECRET),
                        "w" + body.length(),
                        now,
                        body.getBytes(StandardCharsets.UTF_8));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(firm.server().url() + "/intake/crm" + query))
                        .header("Content-Type", type)
                        .header("webhook-id", "w" + body.length())
                        .header("webhook-timestamp", "" + now.getEpochSecond())
                        .header("webhook-signature", signature)
                        .POST(text(body))
                        .build();
        return admin.http().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.BodyPublisher text(String body) {
        return BodyPublishers.ofString(body);
    }

    @Test
    void more_than_is_read_at_all_is_refused_before_it_is_read() throws Exception {
        String large = "x".repeat(1_100_000);
        for (Route route : routes) {
            if (route.changes()) {
                Answered answered = world.call(route, world.path(route), Map.of("reason", large));
                assertThat(answered.faults(Sweep.MOST_MILLIS)).isEmpty();
                assertThat(answered.status()).as(answered.toString()).isEqualTo(413);
            }
        }
    }

    @Test
    void whoever_lacks_a_right_is_told_which_and_nothing_happens() throws Exception {
        SignedIn viewer = SignedIn.added(firm.server(), "viewer", Set.of("viewer"), Scope.WHOLE);
        String weak = SignedIn.token(firm.server(), "viewer");
        Footprint before = Footprint.of(firm.database());
        int refused = 0;
        for (Route route : routes) {
            if (Set.of(Need.SIGNED_IN, Need.SEE, Need.SEE_ALL).contains(need(route))) {
                continue;
            }
            refused++;
            HttpRequest.Builder request = world.sound(route, viewer, weak);
            Answered answered = world.send(route, viewer, request.build());
            assertThat(answered.faults(Sweep.MOST_MILLIS)).isEmpty();
            assertThat(answered.status()).as(answered.toString()).isEqualTo(403);
            assertThat(answered.answer().body()).contains("it needs");
        }
        assertThat(refused).isGreaterThan(40);
        assertThat(Footprint.of(firm.database()).changedSince(before)).isEmpty();
    }

    @Test
    void a_session_that_has_ended_and_a_token_that_was_taken_back_do_nothing() throws Exception {
        SignedIn gone = SignedIn.added(firm.server(), "gone", Set.of("finance"), Scope.WHOLE);
        String csrf = gone.csrf();
        gone.post("/sign-out", Map.of());
        String token = SignedIn.token(firm.server(), "gone");
        firm.database()
                .sql("update service_token set revoked_at = now() where owner = 'gone'")
                .update();
        Footprint before = Footprint.of(firm.database());
        for (Route route : routes) {
            HttpRequest.Builder request = world.sound(route, gone, token, csrf);
            Answered answered = world.send(route, gone, request.build());
            assertThat(answered.faults(Sweep.MOST_MILLIS)).isEmpty();
            if (route.isForPrograms()) {
                assertThat(answered.status()).as(answered.toString()).isEqualTo(401);
            } else if (route.changes()) {
                assertThat(answered.status()).as(answered.toString()).isEqualTo(403);
                assertThat(answered.answer().body()).contains("session that has ended");
            } else {
                assertThat(answered.answer().headers().firstValue("Location"))
                        .hasValueSatisfying(there -> assertThat(there).contains("/sign-in"));
            }
        }
        assertThat(Footprint.of(firm.database()).changedSince(before)).isEmpty();
    }

    @Test
    void whoever_guesses_ids_of_another_unit_learns_nothing_and_changes_nothing() throws Exception {
        SignedIn amy =
                SignedIn.added(
                        firm.server(),
                        "amy",
                        Set.of("finance", "operator", "cfo"),
                        new Scope(Set.of("americas"), Set.of("US01")));
        String token = SignedIn.token(firm.server(), "amy");
        Footprint before = Footprint.of(firm.database());
        for (Route route : routes) {
            // What is parked belongs to no unit yet, and is for operators of all of them; one's
            // password is one's own.
            if (route.path().contains("/parked") || route.path().startsWith("/account")) {
                continue;
            }
            Answered answered = world.send(route, amy, world.sound(route, amy, token).build());
            assertThat(answered.faults(Sweep.MOST_MILLIS)).isEmpty();
            assertThat(answered.answer().body()).as(answered.toString()).doesNotContain(SECRET);
            if (route.changes()) {
                assertThat(answered.status()).as(answered.toString()).isBetween(400, 499);
            }
        }
        assertThat(Footprint.of(firm.database()).changedSince(before)).isEmpty();
    }

    @Test
    void a_name_that_would_run_in_a_spreadsheet_is_exported_as_text() throws Exception {
        String csv = admin.get("/exceptions.csv").body();
        assertThat(csv).contains(",'=1+1 <b>bold</b>,").doesNotContain(",=1+1");
        assertThat(admin.get("/exceptions").body())
                .contains("=1+1 &lt;b&gt;bold&lt;/b&gt;")
                .doesNotContain("<b>bold</b>");
    }

    @Test
    void what_people_say_is_shown_as_they_said_it_and_runs_nowhere() throws Exception {
        String care = "/exceptions/care?engagement=" + deal + "&key=gate%3Acustomer-incomplete";
        for (String text : HostileTexts.ALL.subList(0, 3)) {
            Map<String, String> form =
                    Map.of(
                            "engagement",
                            deal,
                            "key",
                            "gate:customer-incomplete",
                            "once",
                            "say " + text,
                            "text",
                            text);
            assertThat(admin.post("/exceptions/comment", form).statusCode()).isEqualTo(303);
        }
        String page = admin.get(care).body();
        assertThat(page)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("drop table person")
                .doesNotContain("<script>alert(1)");
    }

    @Test
    void an_exception_rests_until_a_day_or_until_something_happens_and_comes_back_by_itself()
            throws Exception {
        String resting = firm.won("006N", "Resting deal", "001B", 11_000, "005A");
        Map<String, String> snooze =
                Map.of(
                        "engagement",
                        resting,
                        "key",
                        "gate:customer-incomplete",
                        "version",
                        "0",
                        "how",
                        "fact");
        assertThat(admin.post("/exceptions/snooze", snooze).statusCode()).isEqualTo(303);
        assertThat(admin.get("/exceptions").body()).doesNotContain("Resting deal");
        assertThat(admin.get("/exceptions?snoozed=true").body()).contains("Resting deal");
        firm.won("006N", "Resting deal", "001B", 12_000, "005A");
        assertThat(admin.get("/exceptions").body()).contains("Resting deal");
        Map<String, String> past = new LinkedHashMap<>(snooze);
        past.putAll(Map.of("how", "day", "until", "2020-01-01", "version", "1"));
        assertThat(admin.post("/exceptions/snooze", past).statusCode()).isEqualTo(400);
    }

    @Test
    void a_parked_message_is_shown_as_it_came_and_taken_up_again_with_a_reason() throws Exception {
        firm.take(
                "Opportunity",
                "006Y",
                "{\"Id\":\"006Y\",\"Name\":\"<b>Waits</b>\",\"OwnerId\":\"005Z\"");
        long id =
                firm.database()
                        .sql(
                                "select message_id from parked p join message m on m.id ="
                                        + " p.message_id where m.external_id = '006Y'")
                        .query(Long.class)
                        .single();
        assertThat(admin.get("/parked").body()).contains("crm:Opportunity:006Y");
        assertThat(admin.get("/parked/" + id).body())
                .contains("&lt;b&gt;Waits&lt;/b&gt;")
                .doesNotContain("<b>Waits");
        Map<String, String> form = new LinkedHashMap<>(Map.of("once", "one", "reason", ""));
        assertThat(admin.post("/parked/" + id + "/requeue", form).statusCode()).isEqualTo(400);
        form.put("reason", "again");
        assertThat(admin.post("/parked/" + id + "/requeue", form).statusCode()).isEqualTo(303);
        firm.eventually("select attempts > 1 from parked where message_id = ?", id);
        assertThat(admin.get("/parked/999999").statusCode()).isEqualTo(404);
    }

    private long count(String from) {
        return firm.database().sql("select count(*) from " + from).query(Long.class).single();
    }
}
