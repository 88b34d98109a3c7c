package throughline.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * How the files of a new server come about. There is one way, {@link Initdb}; tests, which begin
 * hundreds of homes, name another on their class path that makes them once and copies them.
 */
@FunctionalInterface
interface FirstFiles {

    /** Makes a home's data directory, with its password beside it; once it is there it is whole. */
    void make(Home home, Path log) throws IOException, InterruptedException;

    /** The way of this process. */
    static FirstFiles here() {
        return ServiceLoader.load(FirstFiles.class).findFirst().orElseGet(Initdb::new);
    }
}
