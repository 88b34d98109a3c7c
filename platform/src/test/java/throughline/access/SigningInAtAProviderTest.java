package throughline.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import throughline.audit.AuditLog;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.people.Actor;
import throughline.people.People;
import throughline.people.Person;
import throughline.people.Scope;
import throughline.server.Installation;
import throughline.server.Server;

/** Against a real provider in this process: Spring's authorization server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningInAtAProviderTest {

    private Server server;
    private Provider provider;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        provider = Provider.start();
        Files.writeString(
                folder.resolve("openid.properties"),
                "issuer=%s\nclient-id=throughline\nclient-secret=env:OPENID\n"
                        .formatted(provider.issuer()));
        server =
                Server.start(
                        new Installation.Plan(
                                new Home(folder),
                                Optional.empty(),
                                Path.of(System.getProperty("throughline.root"))
                                        .resolve("landscapes/pipeline"),
                                Endpoints.OF_THE_LANDSCAPE,
                                Map.of("env:OPENID", Provider.SECRET)),
                        0);
        provider.answersTo(server.url() + "/login/oauth2/code/openid");
        People people = new People(server.installation().dataSource());
        people.add(
                Actor.of(people.find("admin").orElseThrow(), "test"),
                new Person(
                        "noor",
                        "Noor Haddad",
                        Set.of("finance"),
                        Scope.WHOLE,
                        Optional.empty(),
                        Optional.of("noor@firm.example"),
                        true),
                Instant.now());
    }

    @AfterAll
    void stop() {
        server.close();
        provider.close();
    }

    @Test
    void somebody_who_is_linked_comes_in() throws Exception {
        HttpClient browser = browser();
        HttpResponse<String> landed = signIn(browser, "noor@firm.example");
        assertThat(landed.uri().getPath()).isEqualTo("/");
        assertThat(landed.body()).contains("Noor Haddad", "Sign out");
    }

    @Test
    void somebody_whom_nobody_linked_stays_outside_and_leaves_a_trace() throws Exception {
        HttpResponse<String> landed = signIn(browser(), "stranger@firm.example");
        assertThat(landed.uri().toString()).endsWith("/sign-in?unlinked");
        assertThat(landed.body()).contains("nobody here is linked to you");
        assertThat(new AuditLog(server.installation().dataSource()).list(Long.MAX_VALUE, "", 5))
                .anySatisfy(entry -> assertThat(entry.after()).contains("stranger@firm.example"));
    }

    @Test
    void a_program_may_come_with_a_token_of_the_provider_and_with_no_other() throws Exception {
        String token = provider.token("noor@firm.example");
        assertThat(api(token)).isEqualTo(200);
        assertThat(api(provider.token("stranger@firm.example"))).isEqualTo(401);
        String[] parts = token.split("\\.");
        assertThat(api(parts[0] + "." + parts[1] + "." + "A".repeat(parts[2].length())))
                .isEqualTo(401);
    }

    private int api(String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/engagements"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private HttpResponse<String> signIn(HttpClient browser, String as) throws Exception {
        provider.signsInNext(as);
        return browser.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/oauth2/authorization/openid"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
    }
}
