package throughline.connectors.declared;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import throughline.align.Action;
import throughline.align.ActionKind;
import throughline.connectors.Answer;
import throughline.connectors.Capabilities;
import throughline.connectors.Connector;
import throughline.connectors.Page;
import throughline.connectors.Probe;
import throughline.connectors.VendorHttp;
import throughline.connectors.Watermark;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.build.Defect;
import throughline.landscape.build.Defects;

/** A system over HTTP that is described by its file alone. */
public final class DeclaredHttp implements Connector {

    private final HttpSystem system;
    private final VendorHttp http;
    private final Capabilities capabilities;
    private final Map<String, Listing> listings = new HashMap<>();

    private DeclaredHttp(Opening opening, HttpSystem system) {
        this.system = system;
        String name = opening.declared().name();
        this.http =
                new VendorHttp(
                        new VendorHttp.Address(
                                name, opening.endpoint(), opening.timeout(), opening.leftHeader()),
                        Credentials.of(
                                system,
                                opening.secret(),
                                new RefreshTokens(opening.home().resolve("tokens").resolve(name))),
                        Tls.context(name, resolved(system.tls(), opening.secret())));
        this.capabilities = capabilities(opening);
        Pages pages = new Pages(system, http, name);
        system.records()
                .forEach(
                        (type, plan) ->
                                listings.put(
                                        type,
                                        new Listing(
                                                pages,
                                                plan,
                                                opening.overlap().apply(type),
                                                InstantSource.system())));
    }

    /**
     * What it takes to open one.
     *
     * @param polled the types that its sources name
     * @param leftHeader the header in which it tells how many calls are left in this minute
     * @param overlap by type, how much of the past each poll reads again
     * @param secret resolves references of its file
     * @param home where tokens are kept that vendors exchange
     */
    public record Opening(
            SystemDeclaration declared,
            URI endpoint,
            Duration timeout,
            Duration settles,
            Set<String> polled,
            Optional<String> leftHeader,
            Function<String, Duration> overlap,
            UnaryOperator<String> secret,
            Path home) {

        public Opening {
            polled = Set.copyOf(polled);
        }
    }

    /**
     * The connector of a system.
     *
     * @throws IllegalArgumentException when its file is not whole; says everything that is wrong
     */
    public static DeclaredHttp open(Opening opening) {
        Defects defects = new Defects();
        HttpSystem system = HttpSystemReader.read(Trees.of(opening.declared()), defects);
        if (!defects.none()) {
            throw new IllegalArgumentException(
                    "Cannot open system "
                            + opening.declared().name()
                            + ": "
                            + String.join(
                                    " ", defects.all().stream().map(Defect::sentence).toList()));
        }
        return new DeclaredHttp(opening, system);
    }

    private static Map<String, String> resolved(
            Map<String, String> texts, UnaryOperator<String> secret) {
        Map<String, String> resolved = new HashMap<>();
        texts.forEach((name, text) -> resolved.put(name, secret.apply(text)));
        return resolved;
    }

    private Capabilities capabilities(Opening opening) {
        Set<ActionKind> writes = EnumSet.noneOf(ActionKind.class);
        Set<ActionKind> probes = EnumSet.noneOf(ActionKind.class);
        Set<ActionKind> repeatable = EnumSet.noneOf(ActionKind.class);
        new LinkedHashMap<>(system.actions())
                .forEach(
                        (kind, plan) -> {
                            writes.add(kind);
                            if (plan.find().isPresent()) {
                                probes.add(kind);
                            }
                            if (plan.repeatable()) {
                                repeatable.add(kind);
                            }
                        });
        return new Capabilities(writes, probes, repeatable, opening.polled(), opening.settles());
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Answer write(Action action, String idempotencyKey) {
        WritePlan plan = system.actions().get(action.kind());
        return plan == null
                ? Answer.notWritten(action)
                : new Writing(system, http, plan, action, idempotencyKey).written();
    }

    @Override
    public Probe probe(Action action) {
        WritePlan plan = system.actions().get(action.kind());
        return plan == null || plan.find().isEmpty()
                ? Probe.notSearched(action)
                : new Writing(system, http, plan, action, "").probed();
    }

    @Override
    public Page read(String type, Watermark after) {
        Listing listing = listings.get(type);
        if (listing == null) {
            throw new IllegalStateException(type + " is polled, and its file does not list it");
        }
        return listing.read(after);
    }

    @Override
    public void close() {
        http.close();
    }
}
