package throughline.connectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.landscape.SystemDeclaration;
import throughline.releases.LandscapeFiles;

/** The systems of the Xero pack, at another address. */
final class XeroPack {

    private static final Path ROOT = Path.of(System.getProperty("throughline.root", ".."));
    private static final Path PACK = ROOT.resolve("packs/xero");

    private XeroPack() {}

    /** The connector of one of its systems. */
    static Connector opened(String system, String url, String secret) {
        return opened(system, url, secret, WiredConnectorContractTest.TIMEOUT_MILLIS);
    }

    /** The same, which waits as long as this for an answer. */
    static Connector opened(String system, String url, String secret, String timeoutMillis) {
        SystemDeclaration declared =
                DeclaredFiles.declared(system, bytes("systems/" + system + ".yaml"));
        Map<String, Object> settings = new HashMap<>(declared.settings());
        String path = URI.create(Json.text(settings, "endpoint").orElseThrow()).getPath();
        Map<String, Object> auth = new HashMap<>(Json.child(settings, "auth"));
        auth.put("tokenUrl", url + "/token");
        settings.put("auth", auth);
        settings.put("timeoutMillis", timeoutMillis);
        settings.put("settleMillis", WiredConnectorContractTest.SETTLE_MILLIS);
        SystemDeclaration here =
                new SystemDeclaration(
                        declared.name(),
                        declared.role(),
                        declared.connector(),
                        declared.mode(),
                        declared.entities(),
                        declared.units(),
                        declared.writes(),
                        declared.owner(),
                        settings);
        return new Connectors(
                        new Endpoints(Map.of(system, URI.create(url + path))),
                        Secrets.given(
                                Map.of(
                                        "env:XERO_CLIENT_ID",
                                        "us",
                                        "env:XERO_CLIENT_SECRET",
                                        secret),
                                name -> Optional.empty()),
                        Path.of("unused"))
                .open(here);
    }

    /** The consulting firm with Xero for its ERP and its PSA; its cases of those left out. */
    static LandscapeFiles landscape() {
        TreeMap<String, byte[]> files =
                new TreeMap<>(LandscapeFiles.in(ROOT.resolve("landscapes/consulting")).files());
        files.remove("tests/work-and-money.yaml");
        files.putAll(LandscapeFiles.in(PACK).files());
        return new LandscapeFiles(files);
    }

    private static byte[] bytes(String file) {
        try {
            return Files.readAllBytes(PACK.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
