package throughline.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes in files of history. */
@Command(
        name = "load",
        description = "Takes in files by the way that live records take, and decides them all.")
final class LoadCommand extends InstallationCommand {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE_OR_DIR",
            description = "Files, or folders with every file that a source of the landscape takes.")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        print(LoadedFiles.load(common(), files, new ProgressLine(err())));
        return 0;
    }
}
