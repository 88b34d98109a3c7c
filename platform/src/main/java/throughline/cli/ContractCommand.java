package throughline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import throughline.cli.CommandFailure.Exit;
import throughline.connectors.Connector;
import throughline.contracts.ContractTest;
import throughline.contracts.KeptRecords;
import throughline.contracts.Learning;
import throughline.contracts.PrettyJson;
import throughline.contracts.Rebasing;
import throughline.contracts.Verdict;
import throughline.landscape.Release;
import throughline.releases.ReadResult;

/** What vendors promise to send. */
@Command(
        name = "contract",
        description = "Learns, tests and re-bases on the contracts of vendors.",
        subcommands = {
            ContractCommand.Learn.class,
            ContractCommand.Test.class,
            ContractCommand.Rebase.class
        })
final class ContractCommand extends CommandGroup {

    /** From what was kept. */
    @Command(
            name = "learn",
            description = "Learns a system's contract from the raw records that were kept of it.")
    static final class Learn extends InstallationCommand {

        @Parameters(paramLabel = "SYSTEM")
        private String system = "";

        @Option(
                names = "--write",
                description =
                        "Writes contracts/SYSTEM.json into the landscape, and names it in the"
                                + " file of the system.")
        private boolean write;

        @Override
        public Integer call() throws IOException {
            Path folder = RememberedLandscape.named(common());
            ReadResult.Released landscape = SoundLandscape.read(folder);
            Learning learning = new Learning();
            try (OpenedHome home = OpenedHome.existing(common())) {
                new KeptRecords(home.database()).of(system, learning::see);
            }
            if (learning.seen().isEmpty()) {
                throw new CommandFailure(
                        Exit.REFUSED,
                        "nothing-kept",
                        ("Cannot learn a contract of %s: no record of it was kept here. Load or"
                                        + " serve first, or name another system.")
                                .formatted(system));
            }
            Map<String, Object> contract = learning.contract(system);
            if (common().format() == Format.JSON && !write) {
                out().print(PrettyJson.of(contract));
                out().flush();
                return 0;
            }
            print(
                    LearnedReport.of(
                            system,
                            learning,
                            write
                                    ? new LearnedFile(folder, landscape)
                                            .write(system, PrettyJson.of(contract))
                                    : ""));
            return 0;
        }
    }

    /** Beside recordings and live answers. */
    @Command(
            name = "test",
            description =
                    "Holds a system's recordings, or with --live its own answers, against its"
                            + " contract and mappings. Exit code 1 when something is broken, 4 when"
                            + " not all could be verified.")
    static final class Test extends InstallationCommand {

        @Parameters(paramLabel = "SYSTEM")
        private String system = "";

        @Option(names = "--live", description = "Asks the system itself, reading only.")
        private boolean live;

        @Option(
                names = "--environment",
                paramLabel = "NAME",
                description = "Where it answers: environments/NAME.yaml of the landscape.")
        private String environment = "";

        @Override
        public Integer call() {
            Path folder = RememberedLandscape.named(common());
            ReadResult.Released landscape = SoundLandscape.read(folder);
            VendorPlan.known(landscape.release(), system);
            ContractTest test = new ContractTest(landscape.release(), system);
            ContractTestReport report =
                    new ContractTestReport(
                            live
                                    ? live(folder, landscape.release(), test)
                                    : test.recorded(landscape.files()));
            print(report.answer(system));
            return switch (Verdict.worst(report.verdicts())) {
                case VERIFIED -> 0;
                case BROKEN -> Exit.REFUSED.status();
                case UNVERIFIED -> Exit.UNVERIFIED.status();
            };
        }

        /** A secret that is not set here says nothing of the system: it is not verified. */
        private List<ContractTest.Checked> live(Path folder, Release release, ContractTest test) {
            Connector connector;
            try {
                connector = LiveSystem.of(folder, environment, common(), release, system);
            } catch (IllegalArgumentException cannotBeOpened) {
                return test.unasked(String.valueOf(cannotBeOpened.getMessage()));
            }
            return test.live(connector);
        }
    }

    /** On a new contract. */
    @Command(
            name = "rebase",
            description =
                    "Lists the mapping rows that a vendor's new contract breaks, with what can be"
                            + " proposed for them. Exit code 1 when rows are left to a person.")
    static final class Rebase extends InstallationCommand {

        @Parameters(paramLabel = "SYSTEM=FILE", arity = "1")
        private Map<String, Path> contract = new LinkedHashMap<>();

        @Option(
                names = "--type",
                paramLabel = "TYPE=NAME",
                description = "What the file calls a type, over what the landscape says.")
        private Map<String, String> types = Map.of();

        @Option(
                names = "--write",
                description = "Writes what is proposed into the mappings; all else stays.")
        private boolean write;

        @Override
        public Integer call() throws IOException {
            if (contract.size() != 1) {
                throw wrong("Name one system and the file of its new contract: SYSTEM=FILE.");
            }
            Path folder = RememberedLandscape.named(common());
            ReadResult.Released landscape = SoundLandscape.read(folder);
            Map.Entry<String, Path> named = contract.entrySet().iterator().next();
            String system = named.getKey();
            VendorPlan.Described next =
                    VendorPlan.described(landscape.release(), system, named.getValue(), types);
            Rebasing rebasing =
                    Rebasing.of(landscape, system, next.schemas(), SchemasCommand.today());
            if (write) {
                for (Map.Entry<String, byte[]> file : rebasing.files().entrySet()) {
                    Files.write(folder.resolve(file.getKey()), file.getValue());
                }
            }
            print(RebasedReport.of(rebasing, write));
            return rebasing.left().isEmpty() ? 0 : 1;
        }
    }
}
