package throughline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import throughline.server.RegisteredRoutes.Place;
import throughline.server.RegisteredRoutes.Route;
import throughline.server.RegisteredRoutes.Taken;

/** Sends something hostile to every place of every route, one place at a time. */
final class Sweep {

    /** Whoever waits longer was made to wait; a busy machine may take a moment. */
    static final long MOST_MILLIS = 10_000;

    /** What is kept as it was said. */
    private static final Set<String> SAID = Set.of("reason", "text", "why");

    private static final int TEXTS_PER_STEP = 10;
    private static final int TEXTS_PER_SAYING = 5;
    private static final int TEXTS_PER_NAME = 5;
    private static final int TEXTS_PER_NAME_OF_MANY = 2;
    private static final int BODIES_PER_NAME = 7;
    private static final int BODIES_PER_NAME_OF_MANY = 3;
    private static final int MANY = 15;

    private final World world;
    private final List<Route> routes;
    private final List<String> faults = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
    private int calls;

    Sweep(World world, List<Route> routes) {
        this.world = world;
        this.routes = routes;
    }

    /** Hostile texts in each variable of each path. */
    void paths() throws Exception {
        int number = 0;
        for (Route route : routes) {
            for (Taken each : route.takes()) {
                if (each.place() == Place.PATH) {
                    for (String text : HostileTexts.some(number++, TEXTS_PER_STEP)) {
                        String path = world.path(route, each.name(), text);
                        take(world.call(route, path, world.guarded(route)));
                    }
                }
            }
        }
    }

    /** Hostile texts in each parameter, field and member, but in what is kept as it was said. */
    void values() throws Exception {
        for (Route route : routes) {
            Set<String> names = world.names(route);
            boolean many = names.size() > MANY;
            int number = Math.floorMod(route.toString().hashCode(), HostileTexts.ALL.size());
            for (String name : names) {
                if (route.changes() && SAID.contains(name)) {
                    continue;
                }
                int count = many ? TEXTS_PER_NAME_OF_MANY : TEXTS_PER_NAME;
                for (String text : HostileTexts.some(number++, count)) {
                    Map<String, String> given = new LinkedHashMap<>(world.guarded(route));
                    given.put(name, text);
                    if (text.isEmpty() && name.equals("percent")) {
                        // Who says nothing wants all of it, and that may be.
                        continue;
                    }
                    Answered answered = world.call(route, world.path(route), given);
                    take(answered);
                    look(answered, name);
                }
            }
        }
    }

    /** Hostile texts in each part of each kind of decision about a deal. */
    void decisions() throws Exception {
        int number = 0;
        for (Route route : routes) {
            if (SoundDecisions.areTakenBy(route)) {
                String path = world.path(route, "id", world.decisions.deal());
                // Looking ahead goes through all of it; the others begin with the same.
                boolean ahead = route.path().equals("/api/v1/engagements/{id}/decisions/preview");
                int texts = ahead ? HostileTexts.ALL.size() : TEXTS_PER_NAME_OF_MANY;
                for (Map<String, String> sound : world.decisions.all()) {
                    for (String name : sound.keySet()) {
                        for (String text : HostileTexts.some(number++, texts)) {
                            Map<String, String> given = new LinkedHashMap<>(sound);
                            given.putAll(Map.of("seen", "not as it is", "once", "once" + number));
                            given.put(name, text);
                            Answered answered = world.call(route, path, given);
                            take(answered);
                            look(answered, name);
                        }
                    }
                }
            }
        }
    }

    /** What stands in headers, as far as it can be sent at all. */
    void headers() throws Exception {
        for (Route route : routes) {
            for (Taken each : route.takes()) {
                if (each.place() == Place.HEADER) {
                    for (String text : HostileTexts.ALL) {
                        if (text.matches("[ -~]+")) {
                            take(
                                    world.send(
                                            route,
                                            world.admin,
                                            world.sound(route, world.admin, world.token, "")
                                                    .setHeader(each.name(), text)
                                                    .build()));
                        }
                    }
                }
            }
        }
    }

    /** Hostile texts as what is said, where everything else is sound. */
    void sayings() throws Exception {
        int number = 0;
        for (Route route : routes) {
            for (String name : world.names(route)) {
                if (route.changes() && SAID.contains(name)) {
                    for (String text : HostileTexts.some(number++, TEXTS_PER_SAYING)) {
                        Map<String, String> given = new LinkedHashMap<>(world.sound(route));
                        given.put(name, text);
                        take(world.call(route, world.path(route), given));
                    }
                }
            }
        }
    }

    /** Almost as much as is read at all, in each place of what is sent. */
    void megabytes() throws Exception {
        for (Route route : routes) {
            if (!route.changes()) {
                continue;
            }
            String large = "x".repeat(route.isForPrograms() ? 990_000 : 60_000);
            for (String name : world.names(route)) {
                if (world.names(route).size() > MANY && name.length() % 3 > 0) {
                    continue;
                }
                Map<String, String> given = new LinkedHashMap<>(world.sound(route));
                given.put(name, large);
                take(world.call(route, world.path(route), given));
            }
        }
    }

    /** Bodies that are none, or are of something else than they should be. */
    void bodies() throws Exception {
        for (Route route : routes) {
            if (route.takes().stream().noneMatch(each -> each.place() == Place.BODY)) {
                continue;
            }
            for (String body : bodies(route)) {
                Answered answered =
                        world.send(
                                route,
                                world.admin,
                                world.request(route, world.path(route), world.token)
                                        .header("Content-Type", "application/json")
                                        .method(route.method(), BodyPublishers.ofString(body))
                                        .build());
                take(answered);
                look(answered, body.substring(0, Math.min(90, body.length())));
            }
        }
    }

    private List<String> bodies(Route route) {
        List<String> bodies = new ArrayList<>(HostileBodies.WHOLE);
        Set<String> names = world.names(route);
        int number = 0;
        for (String name : names) {
            List<String> values = HostileBodies.of(name);
            int count = names.size() > MANY ? BODIES_PER_NAME_OF_MANY : BODIES_PER_NAME;
            for (int i = 0; i < count; i++) {
                String value = values.get(number++ % values.size());
                bodies.add(HostileBodies.with(world.guarded(route), name, value));
            }
        }
        return bodies;
    }

    /** Looking ahead does nothing, so it may be done with anything. */
    private void look(Answered answered, String by) {
        Route route = answered.route();
        if (route.changes() && !answered.isRefused() && !route.path().endsWith("/preview")) {
            accepted.add(answered + " by " + by);
        }
    }

    private void take(Answered answered) {
        calls++;
        faults.addAll(answered.faults(MOST_MILLIS));
    }

    /** Everything at once. */
    void isWithoutFault(int atLeast) {
        assertThat(faults).isEmpty();
        assertThat(accepted).as("done, and not refused").isEmpty();
        assertThat(calls).as("nothing was tried").isGreaterThan(atLeast);
    }
}
