package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.audit.AuditLog;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.intake.RawMessage;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.Scope;
import throughline.people.Tokens;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningInTest {

    private Server server;
    private SignedIn admin;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server =
                Server.start(
                        new Installation.Plan(
                                new Home(folder),
                                Optional.empty(),
                                Path.of(System.getProperty("throughline.root"))
                                        .resolve("landscapes/pipeline"),
                                Endpoints.OF_THE_LANDSCAPE,
                                Map.of()),
                        0);
        admin = SignedIn.first(server);
        server.installation()
                .intake()
                .accept(
                        List.of(
                                new RawMessage(
                                        "crm",
                                        "opportunity",
                                        "O-1",
                                        Optional.empty(),
                                        RawMessage.Source.FILE,
                                        "test",
                                        """
                                        {"opportunity_id":"O-1","sales_agent":"Ada",\
                                        "product":"GTX Basic","account":"Acme",
                                        "deal_stage":"Won","engage_date":"2017-01-02",\
                                        "close_date":"2017-03-01","close_value":"1054"}
                                        """
                                                .getBytes(StandardCharsets.UTF_8))));
        assertThat(server.installation().awaitQuiet(Duration.ofSeconds(30))).isTrue();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void nobody_sees_anything_before_signing_in() throws Exception {
        SignedIn nobody = SignedIn.nobody(server);
        for (String path : List.of("/", "/engagements", "/exceptions", "/audit", "/people")) {
            HttpResponse<String> answer = nobody.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location").orElse("")).contains("/sign-in");
            assertThat(answer.body()).isEmpty();
        }
        assertThat(nobody.get("/api/v1/engagements").statusCode()).isEqualTo(401);
        assertThat(nobody.get("/actuator/prometheus").statusCode()).isEqualTo(401);
        assertThat(nobody.get("/console/stream").statusCode()).isEqualTo(401);
    }

    @Test
    void the_first_password_is_made_up_anew_for_every_home_and_works_once_told() throws Exception {
        FirstSignIn first = server.firstSignIn().orElseThrow();
        assertThat(first.password()).hasSizeGreaterThan(20).doesNotContain("admin");
        assertThat(admin.get("/account").body()).contains("Administrator");
        String kept =
                JdbcClient.create(server.installation().dataSource())
                        .sql("select password from person where login = 'admin'")
                        .query(String.class)
                        .single();
        assertThat(kept).startsWith("{bcrypt}").doesNotContain(first.password());
        // Whoever starts the home again is told nothing: there is a password already.
        assertThat(FirstSignIn.of(server.installation())).isEmpty();
    }

    @Test
    void a_name_is_locked_after_five_failures_even_for_the_right_password() throws Exception {
        People people = new People(server.installation().dataSource());
        Actor by = Actor.of(people.find("admin").orElseThrow(), "test");
        people.add(by, person("lena", Set.of("viewer"), Scope.WHOLE), Instant.now());
        String password = people.newPassword(by, "lena", Instant.now());
        SignedIn lena = SignedIn.nobody(server);
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(lena, "lena", "wrong-" + i)).endsWith("/sign-in?failed");
        }
        assertThat(signIn(lena, "lena", password)).endsWith("/sign-in?failed");
        assertThat(new AuditLog(server.installation().dataSource()).about("person lena", 1))
                .singleElement()
                .satisfies(entry -> assertThat(entry.what()).isEqualTo("sign-in-locked"));
        // A new password unlocks at once.
        String fresh = people.newPassword(by, "lena", Instant.now());
        assertThat(signIn(lena, "lena", fresh)).endsWith("/");
    }

    @Test
    void a_name_that_nobody_has_is_answered_like_one_that_somebody_has() throws Exception {
        SignedIn nobody = SignedIn.nobody(server);
        assertThat(signIn(nobody, "no-such-person", "x")).endsWith("/sign-in?failed");
        assertThat(signIn(nobody, "admin", "x")).endsWith("/sign-in?failed");
        assertThat(signIn(nobody, "<script>alert(1)</script>", "'; drop table person; --"))
                .endsWith("/sign-in?failed");
        assertThat(signIn(nobody, "a".repeat(5_000), "b".repeat(5_000)))
                .endsWith("/sign-in?failed");
        SignedIn.as(server, "admin", server.firstSignIn().orElseThrow().password());
    }

    @Test
    void signing_in_changes_the_session_and_the_cookie_is_out_of_reach_of_scripts()
            throws Exception {
        SignedIn nobody = SignedIn.nobody(server);
        nobody.get("/sign-in");
        FirstSignIn first = server.firstSignIn().orElseThrow();
        HttpResponse<String> answer =
                nobody.post(
                        "/sign-in", Map.of("login", first.login(), "password", first.password()));
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(
                        cookie ->
                                assertThat(cookie)
                                        .startsWith("throughline=")
                                        .contains("HttpOnly")
                                        .containsIgnoringCase("SameSite=Lax"));
        HttpResponse<String> page = nobody.get("/engagements");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'")
                .doesNotContain("script-src")
                .doesNotContain("unsafe-eval");
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }

    @Test
    void nobody_is_sent_to_another_host_after_signing_in() throws Exception {
        FirstSignIn first = server.firstSignIn().orElseThrow();
        for (String then :
                List.of(
                        "https://evil.example/",
                        "//evil.example/",
                        "/\\evil.example",
                        "/\r\nSet-Cookie: x=1",
                        "javascript:alert(1)")) {
            HttpResponse<String> answer =
                    SignedIn.nobody(server)
                            .post(
                                    "/sign-in",
                                    Map.of(
                                            "login",
                                            first.login(),
                                            "password",
                                            first.password(),
                                            "then",
                                            then));
            assertThat(URI.create(answer.headers().firstValue("Location").orElse("")).getPath())
                    .as(then)
                    .isEqualTo("/");
        }
    }

    @Test
    void a_form_that_is_not_from_this_session_changes_nothing() throws Exception {
        HttpResponse<String> answer =
                admin.post(
                        "/account/password",
                        Map.of("old", "x", "password", "y".repeat(12), "again", "y".repeat(12)),
                        "forged");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Nothing was changed");
    }

    @Test
    void somebody_of_one_unit_finds_nothing_of_the_others_by_guessing() throws Exception {
        SignedIn amy =
                SignedIn.added(
                        server,
                        "amy",
                        Set.of("finance"),
                        new Scope(Set.of("elsewhere"), Set.of("US01")));
        assertThat(admin.get("/engagements").body()).contains("O-1");
        assertThat(amy.get("/engagements").body()).doesNotContain("O-1");
        HttpResponse<String> guessed = amy.get("/engagements/crm:opportunity:O-1");
        HttpResponse<String> invented = amy.get("/engagements/crm:opportunity:O-9");
        assertThat(guessed.statusCode()).isEqualTo(404);
        assertThat(told(guessed).replace("O-1", "O-9")).isEqualTo(told(invented));
        assertThat(amy.get("/").headers().firstValue("Location")).hasValue("/engagements");
        String token = SignedIn.token(server, "amy");
        assertThat(api(token, "/engagements").body()).doesNotContain("O-1");
        for (String path :
                List.of(
                        "/engagements/crm:opportunity:O-1",
                        "/engagements/crm:opportunity:O-1/events",
                        "/engagements/crm:opportunity:O-1/explanation")) {
            assertThat(api(token, path).statusCode()).as(path).isEqualTo(404);
            assertThat(api(token, path).body()).doesNotContain("1054");
        }
        for (String path : List.of("/metrics/bookings", "/check", "/audit", "/milestones")) {
            assertThat(api(token, path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(amy.get("/people").statusCode()).isEqualTo(403);
        assertThat(amy.get("/audit").statusCode()).isEqualTo(403);
    }

    @Test
    void a_right_that_is_taken_away_is_gone_at_the_next_click() throws Exception {
        SignedIn max = SignedIn.added(server, "max", Set.of("finance"), Scope.WHOLE);
        String token = SignedIn.token(server, "max");
        assertThat(max.get("/engagements").statusCode()).isEqualTo(200);
        People people = new People(server.installation().dataSource());
        people.change(
                Actor.of(people.find("admin").orElseThrow(), "test"),
                "max",
                before ->
                        new Person(
                                before.login(),
                                before.name(),
                                before.roles(),
                                before.scope(),
                                Optional.empty(),
                                Optional.empty(),
                                false),
                Instant.now());
        assertThat(max.get("/engagements").statusCode()).isNotEqualTo(200);
        assertThat(api(token, "/engagements").statusCode()).isEqualTo(401);
    }

    @Test
    void a_token_is_kept_as_a_hash_does_no_more_than_it_was_made_for_and_can_be_revoked()
            throws Exception {
        People people = new People(server.installation().dataSource());
        Tokens tokens = new Tokens(server.installation().dataSource());
        Actor by = Actor.of(people.find("admin").orElseThrow(), "test");
        String token =
                tokens.make(
                        by,
                        new Tokens.Wish(
                                "admin",
                                "reporting",
                                Set.of("finance"),
                                Scope.WHOLE,
                                Duration.ofDays(1)),
                        Instant.now());
        assertThat(api(token, "/engagements").statusCode()).isEqualTo(200);
        assertThat(api(token, "/audit").statusCode()).isEqualTo(403);
        assertThat(api(token + "x", "/engagements").statusCode()).isEqualTo(401);
        String stored =
                JdbcClient.create(server.installation().dataSource())
                        .sql("select string_agg(t::text, ' ') from service_token t")
                        .query(String.class)
                        .single();
        assertThat(stored).doesNotContain(token.substring(12));
        tokens.revoke(by, token.split("_", 3)[1], Instant.now());
        assertThat(api(token, "/engagements").statusCode()).isEqualTo(401);
        assertThat(tokens.actor(token, Instant.now().plus(Duration.ofDays(2)))).isEmpty();
    }

    private HttpResponse<String> api(String token, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Without what forms send back, which is another text each time. */
    private static String told(HttpResponse<String> page) {
        return page.body().replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
    }

    private static String signIn(SignedIn visitor, String login, String password) throws Exception {
        return visitor.post("/sign-in", Map.of("login", login, "password", password))
                .headers()
                .firstValue("Location")
                .orElse("");
    }

    private static Person person(String login, Set<String> roles, Scope scope) {
        return new Person(
                login, "Person " + login, roles, scope, Optional.empty(), Optional.empty(), true);
    }
}
