package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import throughline.landscape.Release;
import throughline.releases.LandscapeFiles;
import throughline.releases.ReadResult;
import throughline.releases.Releases;

/** The consulting firm whose customers are billed by Kill Bill, by the files of its pack alone. */
final class KillBillPack {

    private static final Path ROOT = Path.of(System.getProperty("throughline.root", ".."));

    private KillBillPack() {}

    /** The ERP keeps contracts and journals; customers, invoices and credits go to the pack. */
    static ReadResult.Released landscape() {
        TreeMap<String, byte[]> files =
                new TreeMap<>(LandscapeFiles.in(ROOT.resolve("landscapes/consulting")).files());
        String erp =
                new String(
                        files.getOrDefault("systems/erp.yaml", new byte[0]),
                        StandardCharsets.UTF_8);
        files.put(
                "systems/erp.yaml",
                erp.replaceFirst("writes: .*", "writes: [CREATE_CONTRACT, POST_JOURNAL]")
                        .getBytes(StandardCharsets.UTF_8));
        files.putAll(LandscapeFiles.in(ROOT.resolve("packs/killbill")).files());
        ReadResult result = Releases.read(new LandscapeFiles(files));
        if (result instanceof ReadResult.Faulty faulty) {
            assertThat(faulty.sentences()).isEmpty();
        }
        return (ReadResult.Released) result;
    }

    /** The connector of its system at another address, for one tenant. */
    static Connector opened(Release release, String url, String tenant) {
        return new Connectors(
                        new Endpoints(Map.of("billing", URI.create(url))),
                        Secrets.given(
                                Map.of(
                                        "env:KILLBILL_USER", "admin",
                                        "env:KILLBILL_PASSWORD", "password",
                                        "env:KILLBILL_API_KEY", tenant,
                                        "env:KILLBILL_API_SECRET", "loopback"),
                                name -> Optional.empty()),
                        Path.of("unused"))
                .open(
                        release.systems().stream()
                                .filter(each -> each.name().equals("billing"))
                                .findFirst()
                                .orElseThrow());
    }
}
