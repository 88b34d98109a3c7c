package throughline.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import throughline.server.FirmOnPaper;

/** The firm, whose CRM has promised what a person looks like, and does not keep to it. */
final class UnderContract {

    private static final String CONTRACT =
            """
            {"$defs":{"User":{"type":"object","required":["Id","Name"],"properties":{
            "Id":{"type":"string"},"Name":{"type":"string"},"SystemModstamp":{"type":"string"}}}}}
            """;

    private UnderContract() {}

    static FirmOnPaper in(Path folder, InstantSource clock) throws IOException {
        Path from =
                Path.of(System.getProperty("throughline.root")).resolve("landscapes/consulting");
        Path landscape = folder.resolve("landscape");
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path there = landscape.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(file, there);
                }
            }
        }
        Files.createDirectories(landscape.resolve("contracts"));
        Files.writeString(landscape.resolve("contracts/crm.json"), CONTRACT);
        Files.writeString(
                landscape.resolve("systems/crm.yaml"),
                "\ncontract: {file: contracts/crm.json}\n",
                StandardOpenOption.APPEND);
        return FirmOnPaper.in(folder.resolve("home"), landscape, clock);
    }

    /** People with fields that nobody promised; each is a finding of its own. */
    static void deviates(FirmOnPaper firm, List<String> fields) {
        for (String field : fields) {
            firm.take(
                    "User",
                    "005" + field,
                    "{\"Id\":\"005%1$s\",\"Name\":\"Some One\",\"%1$s\":\"x\"".formatted(field));
        }
    }
}
