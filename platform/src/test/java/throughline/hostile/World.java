package throughline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import throughline.people.Scope;
import throughline.server.FirmOnPaper;
import throughline.server.FirmOnPaper.Called;
import throughline.server.RegisteredRoutes.Place;
import throughline.server.RegisteredRoutes.Route;
import throughline.server.RegisteredRoutes.Taken;
import throughline.server.SetClock;
import throughline.server.SignedIn;

/**
 * A firm in which there is one of everything that an address can name, and what is sent to each
 * route when nothing is wrong with it.
 */
final class World implements AutoCloseable {

    /** A number that nothing has. */
    private static final String NOBODYS = "999999";

    final FirmOnPaper firm;
    final SignedIn admin;
    final String token;
    final Described described;
    final String deal;
    final SoundDecisions decisions;

    /** By the first step of a path: what its variable names here. */
    private final Map<String, String> named = new HashMap<>();

    /** By name, whatever it is sent to. */
    private final Map<String, String> values = new HashMap<>();

    private final String csrf;

    World(Path folder) throws Exception {
        // Time stands still after the last instalment, so that nothing happens by itself.
        firm = FirmOnPaper.in(folder, new SetClock("2026-10-05T09:00:00Z"));
        admin = SignedIn.first(firm.server());
        csrf = admin.csrf();
        token = SignedIn.token(firm.server(), "admin");
        described = new Described(firm.server());
        firm.customer("001B", "=cmd|' /C calc'!A0", "");
        deal = firm.won("006E", "=1+1 <b>bold</b>", "001B", 10_000, "005A");
        firm.take(
                "Opportunity",
                "006Z",
                "{\"Id\":\"006Z\",\"Name\":\"<b>Waits</b>\",\"OwnerId\":\"005Z\"");
        String other = firm.won("006R", "Requested", "001B", 12_000, "005A");
        SignedIn.added(firm.server(), "fiona", Set.of("finance"), Scope.WHOLE);
        String fiona = SignedIn.token(firm.server(), "fiona");
        decisions = new SoundDecisions(firm);
        named.put("engagements", deal);
        named.put("approvals", requested(fiona, other));
        named.put("parked", one("select message_id::text from parked limit 1"));
        named.put("releases", one("select id from release limit 1"));
        named.put("metrics", "bookings");
        named.put("schemas", "deal");
        named.put("subscriptions", "hostile");
        values.putAll(
                Map.of(
                        "engagement", deal,
                        "id", deal,
                        "key", "gate:customer-incomplete",
                        "cause", "gate:customer-incomplete",
                        "code", "customer-incomplete",
                        "decision", "waive",
                        "assignee", "admin",
                        "map", "stages",
                        "meaning", "WON",
                        "metric", "bookings"));
        values.putAll(
                Map.of(
                        "reason", "because",
                        "text", "said",
                        "until", "2099-01-01",
                        "how", "fact",
                        "percent", "100",
                        "version", "99",
                        "seen", "not as it is",
                        "limit", "10",
                        "since", "2026-04-02T00:00:00Z",
                        "entity", "DE01"));
        values.put("known", "2026-04-02T00:00:00Z");
    }

    private String requested(String token, String engagement) throws Exception {
        String wish =
                "{\"decision\":\"waive\",\"code\":\"customer-incomplete\",\"reason\":\"known\"}";
        Called seen = firm.call(token, "/engagements/" + engagement + "/decisions/preview", wish);
        Called asked =
                firm.call(
                        token,
                        "/engagements/" + engagement + "/decisions",
                        wish,
                        "Idempotency-Key",
                        "world",
                        "If-Match",
                        seen.tag());
        assertThat(asked.code()).as(asked.body()).isEmpty();
        return asked.json().path("request").asString();
    }

    String one(String sql) {
        return firm.database().sql(sql).query((row, number) -> row.getString(1)).single();
    }

    /** Every name of a value that a route takes, but those in its path. */
    Set<String> names(Route route) {
        Set<String> names = new TreeSet<>();
        names.addAll(described.queries(route.toString()));
        names.addAll(described.members(route.toString()));
        boolean any = false;
        for (Taken each : route.takes()) {
            boolean named = !each.name().isEmpty();
            if (each.place() == Place.QUERY && named) {
                names.add(each.name());
            }
            any |= each.place() == Place.QUERY && !named;
        }
        if (any && !route.isForPrograms()) {
            names.addAll(described.names());
        }
        return names;
    }

    /** Something sound for every name. */
    Map<String, String> sound(Route route) {
        Map<String, String> sound = new LinkedHashMap<>();
        names(route).forEach(name -> sound.put(name, values.getOrDefault(name, "")));
        if (sound.containsKey("once")) {
            sound.put("once", UUID.randomUUID().toString());
        }
        sound.values().removeIf(String::isEmpty);
        return sound;
    }

    /** The same without what makes a route do something. */
    Map<String, String> guarded(Route route) {
        Map<String, String> guarded = sound(route);
        if (route.changes()) {
            guarded.keySet().removeAll(List.of("reason", "text", "why"));
            guarded.replace("percent", "0");
        } else if (guarded.size() > 15) {
            guarded.keySet().retainAll(Set.of("metric", "id", "key"));
        }
        return guarded;
    }

    /** Where a route is, with what there is in place of its variables. */
    String path(Route route) {
        return path(route, "", "");
    }

    /** The same with one variable that is another. */
    String path(Route route, String variable, String value) {
        String[] steps = route.path().split("/", -1);
        String before = "";
        for (int i = 0; i < steps.length; i++) {
            if (steps[i].startsWith("{")) {
                String name = steps[i].substring(1, steps[i].length() - 1);
                steps[i] =
                        HostileTexts.encoded(
                                name.equals(variable)
                                        ? value
                                        : named.getOrDefault(before, NOBODYS));
            } else {
                before = steps[i];
            }
        }
        return String.join("/", steps);
    }

    /** Calls a route as somebody who may do everything, with these values. */
    Answered call(Route route, String path, Map<String, String> given) throws Exception {
        return send(route, admin, request(route, path, given, token, csrf).build());
    }

    /** A sound call of somebody else. */
    HttpRequest.Builder sound(Route route, SignedIn by, String byToken) throws Exception {
        return sound(route, by, byToken, by.csrf());
    }

    /** The same with what a page gave to send back. */
    HttpRequest.Builder sound(Route route, SignedIn by, String byToken, String fromPage) {
        return request(route, path(route), sound(route), byToken, fromPage);
    }

    private HttpRequest.Builder request(
            Route route, String path, Map<String, String> given, String byToken, String fromPage) {
        String query =
                given.entrySet().stream()
                        .map(each -> each.getKey() + "=" + HostileTexts.encoded(each.getValue()))
                        .collect(Collectors.joining("&"));
        if (!route.changes()) {
            return request(route, path + (query.isEmpty() ? "" : "?" + query), byToken).GET();
        }
        if (route.isForPrograms()) {
            return request(route, path, byToken)
                    .header("Content-Type", "application/json")
                    .method(route.method(), BodyPublishers.ofString(json(given)));
        }
        return request(route, path, byToken)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(query + "&_csrf=" + fromPage));
    }

    /** A call of a route, of which method and body are not said yet. */
    HttpRequest.Builder request(Route route, String address, String byToken) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(firm.server().url() + address));
        if (route.isForPrograms()) {
            request.header("Authorization", "Bearer " + byToken)
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .header("If-Match", "\"not as it is\"");
        } else {
            request.header("Accept", "text/html,*/*;q=0.8");
        }
        return request;
    }

    Answered send(Route route, SignedIn by, HttpRequest request) throws Exception {
        long begun = System.nanoTime();
        HttpResponse<String> answer = by.http().send(request, HttpResponse.BodyHandlers.ofString());
        long millis = (System.nanoTime() - begun) / 1_000_000;
        return new Answered(route, request.uri().toString(), answer, millis);
    }

    private static String json(Map<String, String> given) {
        StringBuilder json = new StringBuilder("{");
        given.forEach(
                (name, value) -> {
                    json.append(json.length() > 1 ? "," : "").append('"').append(name);
                    json.append("\":\"");
                    value.chars()
                            .forEach(
                                    each ->
                                            json.append(
                                                    each < 32
                                                                    || each == '"'
                                                                    || each == '\\'
                                                                    || each > 126
                                                            ? "\\u%04x".formatted(each)
                                                            : String.valueOf((char) each)));
                    json.append('"');
                });
        return json.append('}').toString();
    }

    @Override
    public void close() {
        firm.close();
    }
}
