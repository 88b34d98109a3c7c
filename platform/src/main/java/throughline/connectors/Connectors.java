package throughline.connectors;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.connectors.declared.DeclaredHttp;
import throughline.connectors.declared.HttpSystemReader;
import throughline.landscape.SystemDeclaration;
import throughline.landscape.build.Surroundings;

/**
 * Opens connectors by the names that a landscape calls them.
 *
 * @param endpoints where systems answer, over what the landscape says
 * @param home where file exports go, below {@code outbox}
 */
public record Connectors(Endpoints endpoints, Secrets secrets, Path home) {

    /** Names that a landscape may use. */
    public static final List<String> NAMES =
            List.of(
                    "salesforce-rest",
                    "psa-rest",
                    "erp-rest",
                    "http",
                    "file-export",
                    "in-process",
                    Broker.CONNECTOR,
                    "files");

    /**
     * The connector of a system.
     *
     * @throws IllegalArgumentException when the landscape asks for one that there is not, or leaves
     *     out what it needs; says what would work
     */
    public Connector open(SystemDeclaration system) {
        Connector first = only(system);
        Settings secondary = Settings.of(system).below("secondary");
        Optional<SecondaryEndpoint.Use> use = secondary.text("for").flatMap(SecondaryEndpoint::use);
        // Where the first address is another one than the landscape's, as in a trial, so must this
        // be.
        Optional<String> declared =
                endpoints.of(system.name(), Optional.empty()).isPresent()
                        ? Optional.empty()
                        : secondary.text("endpoint");
        Optional<URI> second = endpoints.of(system.name() + ".secondary", declared);
        return use.isPresent() && second.isPresent()
                ? new SecondaryEndpoint(first, at(second.get(), system), use.get())
                : first;
    }

    private Connector at(URI endpoint, SystemDeclaration system) {
        return new Connectors(new Endpoints(Map.of(system.name(), endpoint)), secrets, home)
                .only(system);
    }

    private Connector only(SystemDeclaration system) {
        return switch (system.connector()) {
            case "salesforce-rest" -> salesforce(Settings.of(system));
            case "psa-rest" -> {
                Settings settings = Settings.of(system);
                yield new PsaRest(
                        settings,
                        http(
                                settings,
                                Authorization.fixed("X-Api-Key", secret(settings, "apiKey"))));
            }
            case "erp-rest" -> erp(Settings.of(system));
            case "http" -> declared(system, Settings.of(system));
            case "in-process" -> new InProcess(system.name());
            case "file-export" ->
                    new FileExport(system.name(), home.resolve("outbox").resolve(system.name()));
            case "files", Broker.CONNECTOR -> new SourceOnly(system.name());
            default ->
                    throw new IllegalArgumentException(
                            "Cannot open system "
                                    + system.name()
                                    + ": there is no connector "
                                    + system.connector()
                                    + ". Use one of "
                                    + NAMES
                                    + ".");
        };
    }

    /** What is wrong with a system's file beyond what all files have, by connector. */
    public static Map<String, Surroundings.SystemCheck> checks() {
        Map<String, Surroundings.SystemCheck> checks = new HashMap<>();
        checks.put("http", HttpSystemReader::check);
        SettingNames.connectors()
                .forEach(
                        connector ->
                                checks.put(
                                        connector,
                                        (file, defects) ->
                                                SettingNames.check(connector, file, defects)));
        checks.put(SalesforceChecks.CONNECTOR, new SalesforceChecks());
        checks.put(Broker.CONNECTOR, Broker::check);
        return checks;
    }

    private Connector declared(SystemDeclaration system, Settings settings) {
        return DeclaredHttp.open(
                new DeclaredHttp.Opening(
                        system,
                        endpoint(settings),
                        settings.timeout(),
                        settings.settles(),
                        settings.polls().keySet(),
                        settings.below("limits").text("leftHeader"),
                        settings::overlap,
                        text -> meant(settings, text),
                        home));
    }

    /** What a reference stands for; any other text stands for itself. */
    private String meant(Settings settings, String text) {
        String reference = text.startsWith("${") ? text.substring(2, text.length() - 1) : text;
        boolean refers = reference.startsWith("env:") || reference.startsWith("file:");
        return refers || secrets.resolve(reference).isPresent()
                ? resolved(settings, "auth", reference)
                : text;
    }

    private Connector salesforce(Settings settings) {
        Authorization authorization =
                new ClientCredentials(
                        "/services/oauth2/token",
                        needed(settings, "clientId"),
                        secret(settings, "clientSecret"));
        return new SalesforceRest(settings, http(settings, authorization));
    }

    private Connector erp(Settings settings) {
        String pair = needed(settings, "user") + ":" + secret(settings, "password");
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return new ErpRest(
                settings, http(settings, Authorization.fixed("Authorization", "Basic " + basic)));
    }

    private VendorHttp http(Settings settings, Authorization authorization) {
        return new VendorHttp(
                new VendorHttp.Address(
                        settings.system(),
                        endpoint(settings),
                        settings.timeout(),
                        settings.below("limits").text("leftHeader")),
                authorization,
                Optional.empty());
    }

    private URI endpoint(Settings settings) {
        return endpoints
                .of(settings.system(), settings.text("endpoint"))
                .orElseThrow(
                        () ->
                                cannot(
                                        settings,
                                        "nobody says where it answers. Set endpoint in its file, or"
                                                + " --endpoint "
                                                + settings.system()
                                                + "=URL."));
    }

    private static String needed(Settings settings, String name) {
        return settings.below("auth")
                .text(name)
                .orElseThrow(() -> cannot(settings, "set auth." + name + " in its file."));
    }

    /** What a reference stands for. */
    private String secret(Settings settings, String name) {
        return resolved(settings, "auth." + name, needed(settings, name));
    }

    private String resolved(Settings settings, String place, String reference) {
        return secrets.resolve(reference)
                .orElseThrow(
                        () ->
                                cannot(
                                        settings,
                                        place
                                                + " refers to "
                                                + reference
                                                + ", and nothing is there. Set it, or correct the"
                                                + " reference."));
    }

    private static IllegalArgumentException cannot(Settings settings, String why) {
        return new IllegalArgumentException("Cannot open system " + settings.system() + ": " + why);
    }
}
