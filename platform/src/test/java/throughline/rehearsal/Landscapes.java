package throughline.rehearsal;

import java.nio.file.Path;
import throughline.landscape.Release;
import throughline.releases.Releases;

/** The example landscapes. */
final class Landscapes {

    private Landscapes() {}

    static Path folder(String name) {
        return Path.of(System.getProperty("throughline.root"), "landscapes", name);
    }

    static Release release(String name) {
        return Releases.sound(folder(name));
    }
}
