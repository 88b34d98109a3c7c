package throughline.cli;

import java.nio.file.Files;
import java.time.InstantSource;
import javax.sql.DataSource;
import throughline.cli.CommandFailure.Exit;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.insight.Settings;
import throughline.rehearsal.ChangeOver;
import throughline.releases.AppliedReleases;
import throughline.releases.LandscapeFiles;

/** An opened home: its database, and the landscape that it works under. */
final class OpenedHome implements AutoCloseable {

    private final Home home;
    private final Database database;
    private final RememberedLandscape landscape;

    private OpenedHome(Home home, Database database, RememberedLandscape landscape) {
        this.home = home;
        this.database = database;
        this.landscape = landscape;
    }

    /**
     * Opens an installation that has been used before.
     *
     * @throws CommandFailure when nothing was ever installed there
     */
    static OpenedHome existing(CommonOptions options) {
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
    static OpenedHome made(CommonOptions options) {
        Home home = new Home(options.home());
        RememberedLandscape landscape = RememberedLandscape.of(options);
        return new OpenedHome(home, Databases.open(home, options.database()), landscape);
    }

    Home home() {
        return home;
    }

    DataSource database() {
        return database.dataSource();
    }

    /** Has work that is under way ended before this process is. */
    AutoCloseable endingFirst(Runnable work) {
        return database.endingFirst(work);
    }

    /** Where the database is, for people. */
    String description() {
        return database.description();
    }

    /** What puts releases in force. */
    ChangeOver changeOver() {
        return new ChangeOver(database(), InstantSource.system());
    }

    RememberedLandscape landscape() {
        return landscape;
    }

    /**
     * What metrics need to know of the enterprise: the release in force, or the remembered
     * landscape when nothing was ever decided.
     */
    Settings settings() {
        return LandscapeHeadline.settings(
                new AppliedReleases(database())
                        .filesInForce()
                        .orElseGet(() -> LandscapeFiles.in(landscape.required())));
    }

    @Override
    public void close() {
        database.close();
    }
}
