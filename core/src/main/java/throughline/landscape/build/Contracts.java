package throughline.landscape.build;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import throughline.landscape.contract.VendorContract;

/** The contracts that the systems of a landscape name. */
final class Contracts {

    private static final String FOLDER = "contracts/";

    private final Files files;

    Contracts(Files files) {
        this.files = files;
    }

    /** All of them; a file that no system names is a defect, since nobody would ever read it. */
    List<VendorContract> read(List<CompiledMapping> mappings) {
        Map<String, Tree> there = new LinkedHashMap<>();
        files.trees()
                .forEach(
                        (name, tree) -> {
                            if (name.startsWith(FOLDER)) {
                                there.put(name, tree);
                            }
                        });
        List<VendorContract> contracts = new ArrayList<>();
        Set<String> read = new HashSet<>();
        for (Tree system : files.under("systems")) {
            Reading reading = Reading.of(system, "A system", new Defects());
            String name = reading.optional("name").orElse("");
            Map<String, Set<String>> reads = reads(mappings, name);
            reading.section("contract").optional("file").ifPresent(read::add);
            new ContractReader(reads.keySet(), files.defects())
                    .read(system, there)
                    .ifPresent(each -> contracts.add(new VendorContract(each, reads)));
        }
        there.forEach(
                (name, tree) -> {
                    if (!read.contains(name)) {
                        files.defects()
                                .unless(
                                        "systems/",
                                        Place.of(name),
                                        "unread-contract",
                                        ("No system names this contract. Say contract: {file: %s}"
                                             + " in the file of its system, or remove it.")
                                                .formatted(name));
                    }
                });
        return contracts;
    }

    private static Map<String, Set<String>> reads(List<CompiledMapping> mappings, String system) {
        Map<String, Set<String>> reads = new TreeMap<>();
        mappings.stream()
                .filter(each -> each.system().equals(system))
                .forEach(each -> reads.put(each.type(), each.reads()));
        return reads;
    }
}
