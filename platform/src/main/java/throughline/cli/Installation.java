package throughline.cli;

import java.nio.file.Files;
import javax.sql.DataSource;
import throughline.cli.CommandFailure.Exit;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;

/** An opened home: its database, and the landscape that it works under. */
final class Installation implements AutoCloseable {

    private final Home home;
    private final Database database;
    private final RememberedLandscape landscape;

    private Installation(Home home, Database database, RememberedLandscape landscape) {
        this.home = home;
        this.database = database;
        this.landscape = landscape;
    }

    /**
     * Opens an installation that has been used before.
     *
     * @throws CommandFailure when nothing was ever installed there
     */
    static Installation existing(CommonOptions options) {
        Home home = new Home(options.home());
        if (options.database().isEmpty() && !Files.isDirectory(home.postgres())) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "no-installation",
                    "Cannot read "
                            + home.directory()
                            + ": nothing is installed there. Load files into it first (throughline"
                            + " load --landscape DIR FILE...), or name another folder with"
                            + " --home.");
        }
        return made(options);
    }

    /** Opens an installation, which is made when there is none. */
    static Installation made(CommonOptions options) {
        Home home = new Home(options.home());
        RememberedLandscape landscape = RememberedLandscape.of(options);
        return new Installation(home, Databases.open(home, options.database()), landscape);
    }

    Home home() {
        return home;
    }

    DataSource database() {
        return database.dataSource();
    }

    /** Where the database is, for people. */
    String description() {
        return database.description();
    }

    RememberedLandscape landscape() {
        return landscape;
    }

    @Override
    public void close() {
        database.close();
    }
}
