package throughline.server;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import throughline.connectors.Connectors;
import throughline.connectors.Endpoints;
import throughline.connectors.Secrets;
import throughline.landscape.Release;
import throughline.landscape.SystemDeclaration;
import throughline.releases.Environment;

/**
 * Where systems answer, under which secrets and limits: what the process was started with before
 * what is bound with the release in force, and that before the landscape.
 *
 * <p><b>Threads</b>: safe for any number of callers.
 */
final class BoundSurroundings {

    private final Installation.Plan plan;
    private final Secrets known;
    private final AtomicReference<Environment> bound;

    BoundSurroundings(Installation.Plan plan, Environment environment) {
        this.plan = plan;
        this.known =
                Secrets.given(plan.secrets(), Secrets.of(System::getenv, plan.home().secrets()));
        this.bound = new AtomicReference<>(environment);
    }

    /**
     * Binds an environment.
     *
     * @return which systems answer elsewhere or under other secrets than before
     */
    Predicate<String> bind(Environment next) {
        Environment before = bound.getAndSet(next);
        boolean otherSecrets = !before.secrets().equals(next.secrets());
        return system ->
                otherSecrets
                        || !Objects.equals(
                                before.endpoints().get(system), next.endpoints().get(system));
    }

    /** The systems of a release, with the limits that hold here. */
    List<SystemDeclaration> systems(Release release) {
        return bound.get().over(release.systems());
    }

    Connectors connectors() {
        Map<String, URI> all =
                new HashMap<>(Endpoints.OF_THE_LANDSCAPE.over(plan.home().directory()).given());
        all.putAll(bound.get().endpoints());
        all.putAll(plan.endpoints().given());
        return new Connectors(new Endpoints(all), secrets(), plan.home().directory());
    }

    Secrets secrets() {
        return reference -> bound.get().over(known).resolve(reference);
    }
}
