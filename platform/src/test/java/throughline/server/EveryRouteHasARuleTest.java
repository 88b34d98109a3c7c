package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import throughline.access.AccessRules;
import throughline.access.Need;
import throughline.connectors.Endpoints;
import throughline.database.Home;
import throughline.server.RegisteredRoutes.Route;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRouteHasARuleTest {

    private Server server;

    @BeforeAll
    void start(@TempDir Path folder) {
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
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void a_route_without_a_row_in_the_table_fails_the_build() {
        List<String> without =
                routes().stream()
                        .filter(route -> AccessRules.of(route.method(), route.path()).isEmpty())
                        .map(Route::toString)
                        .toList();
        assertThat(without)
                .as(
                        "these routes let nobody through; say who may in"
                                + " throughline.access.AccessRules")
                .isEmpty();
    }

    @Test
    void a_row_without_a_route_is_a_promise_that_nobody_keeps() {
        List<Route> routes = routes();
        // Answered by filters, or by the machinery of static files.
        Set<String> elsewhere =
                Set.of(
                        "/sign-in",
                        "/sign-out",
                        "/login/oauth2/code/{provider}",
                        "/console/throughline.css",
                        "/console/console.js",
                        "/console/mark.svg",
                        "/favicon.ico",
                        "/webjars/**",
                        "/actuator/**",
                        "/actuator/health/**",
                        "/error");
        assertThat(AccessRules.ALL)
                .filteredOn(rule -> !elsewhere.contains(rule.path().getPatternString()))
                .allSatisfy(
                        rule ->
                                assertThat(routes)
                                        .as(rule.method() + " " + rule.path())
                                        .anyMatch(
                                                route -> rule.fits(route.method(), route.path())));
    }

    @Test
    void only_what_is_listed_here_is_open_to_nobody_in_particular() {
        assertThat(AccessRules.ALL)
                .filteredOn(rule -> rule.need() == Need.NOTHING)
                .extracting(rule -> rule.method() + " " + rule.path().getPatternString())
                .containsExactly(
                        "GET /sign-in",
                        "POST /sign-in",
                        "POST /sign-out",
                        "GET /oauth2/authorization/{provider}",
                        "GET /login/oauth2/code/{provider}",
                        "* /intake/**",
                        "GET /console/throughline.css",
                        "GET /console/console.js",
                        "GET /console/mark.svg",
                        "GET /favicon.ico",
                        "GET /webjars/**",
                        "GET /actuator/health/**",
                        "GET /api/v1/openapi.yaml",
                        "GET /api/v1/asyncapi.json",
                        "* /error");
    }

    @Test
    void every_route_for_programs_is_described_and_nothing_else_is() throws Exception {
        Set<String> described = new TreeSet<>();
        String path = "";
        for (String line :
                SignedIn.nobody(server).get("/api/v1/openapi.yaml").body().lines().toList()) {
            if (line.startsWith("components:")) {
                break;
            }
            if (line.matches("  /\\S+:")) {
                path = line.strip().replace(":", "");
            } else if (line.matches("    (get|put|post|delete):.*")) {
                described.add(
                        line.strip().replaceAll(":.*", "").toUpperCase(java.util.Locale.ROOT)
                                + " "
                                + path);
            }
        }
        Set<String> served = new TreeSet<>();
        routes().stream()
                .filter(route -> route.path().startsWith("/api/"))
                .forEach(route -> served.add(route.toString()));
        assertThat(served).as("docs/reference/openapi.yaml").isEqualTo(described);
    }

    private List<Route> routes() {
        return RegisteredRoutes.of(server);
    }
}
