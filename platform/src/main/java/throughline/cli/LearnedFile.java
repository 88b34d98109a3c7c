package throughline.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import throughline.releases.ReadResult;

/** Puts a learned contract into a landscape; what is written there already stays as it is. */
final class LearnedFile {

    private final Path folder;
    private final ReadResult.Released landscape;

    LearnedFile(Path folder, ReadResult.Released landscape) {
        this.folder = folder;
        this.landscape = landscape;
    }

    /** Writes it, and names it in the file of its system unless that names one; says which file. */
    String write(String system, String contract) throws IOException {
        String name =
                landscape
                        .release()
                        .contract(system)
                        .map(each -> each.declared().file())
                        .filter(file -> file.endsWith(".json"))
                        .orElse("contracts/" + system + ".json");
        Path file = folder.resolve(name);
        Files.createDirectories(folder.resolve("contracts"));
        Files.writeString(file, contract);
        if (landscape.release().contract(system).isEmpty()) {
            Optional<Path> declared = declared(system);
            if (declared.isPresent()) {
                String text = Files.readString(declared.get());
                Files.writeString(
                        declared.get(),
                        text
                                + (text.endsWith("\n") ? "" : "\n")
                                + "contract: {file: %s}\n".formatted(name));
            }
        }
        return name;
    }

    private Optional<Path> declared(String system) {
        for (Map.Entry<String, byte[]> each : landscape.files().files().entrySet()) {
            String text = new String(each.getValue(), StandardCharsets.UTF_8);
            if (each.getKey().startsWith("systems/")
                    && text.lines()
                            .anyMatch(
                                    line ->
                                            line.matches(
                                                    "name: *[\"']?"
                                                            + java.util.regex.Pattern.quote(system)
                                                            + "[\"']?\\s*(#.*)?"))) {
                return Optional.of(folder.resolve(each.getKey()));
            }
        }
        return Optional.empty();
    }
}
