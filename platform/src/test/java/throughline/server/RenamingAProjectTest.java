package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.twins.FirmLife;
import throughline.twins.Twins;
import throughline.twins.TwinsOptions;

class RenamingAProjectTest {

    private static final String MADE =
            """
            select external_id from action where kind = 'CREATE_PROJECT' and status = 'confirmed'
            order by ordinal limit 1
            """;

    @Test
    void a_project_that_is_renamed_where_it_is_not_named_gets_its_name_back(@TempDir Path folder)
            throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (Twins twins = Twins.start(TwinsOptions.defaults())) {
            new FirmLife(twins, 7).history(today, 2, 3);
            try (Server server = Server.start(plan(twins, folder), 0)) {
                JdbcClient database = JdbcClient.create(server.installation().dataSource());
                String id = eventually(() -> database.sql(MADE).query(String.class).optional());
                String path = twins.psa().url() + "/api/v1/projects/" + id;
                String before = name(ask(path, "GET", ""));
                eventually(
                        () ->
                                database
                                        .sql("select external_id from record where type='project'")
                                        .query(String.class)
                                        .list()
                                        .stream()
                                        .filter(id::equals)
                                        .findFirst());
                ask(path, "PATCH", "{\"name\":\"Named by somebody else\"}");
                eventually(
                        () ->
                                database.sql(
                                                "select key from action where kind ="
                                                    + " 'UPDATE_PROJECT' and status = 'confirmed'")
                                        .query(String.class)
                                        .optional());
                assertThat(name(ask(path, "GET", ""))).isEqualTo(before);
            }
        }
    }

    private static Installation.Plan plan(Twins twins, Path folder) {
        return new Installation.Plan(
                new Home(folder),
                Optional.empty(),
                Path.of(System.getProperty("throughline.root")).resolve("landscapes/consulting"),
                new Endpoints(
                        Map.of(
                                "crm", URI.create(twins.crm().url()),
                                "psa", URI.create(twins.psa().url()),
                                "erp", URI.create(twins.erp().url()))),
                TheWholeFirmTest.SECRETS);
    }

    private static String eventually(java.util.function.Supplier<Optional<String>> fact)
            throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        Optional<String> found = fact.get();
        while (found.isEmpty() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(100);
            found = fact.get();
        }
        return found.orElseThrow();
    }

    private static String name(String project) {
        return project.replaceFirst("(?s).*\"name\":\"([^\"]*)\".*", "$1");
    }

    private static String ask(String address, String method, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address))
                        .header("X-Api-Key", "psa-twin-key")
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
