package throughline.cli;

import picocli.CommandLine.Command;

/** Proves the books. */
@Command(
        name = "check",
        description =
                "Proves the books: every identity, that they follow from the journal, that nothing"
                        + " is lost or doubled.")
final class CheckCommand extends InstallationCommand {

    @Override
    public Integer call() {
        try (OpenedHome home = OpenedHome.existing(common())) {
            CheckReport report = CheckReport.of(home.database(), new ProgressLine(err()));
            print(report.answer());
            return report.holds() ? 0 : 1;
        }
    }
}
