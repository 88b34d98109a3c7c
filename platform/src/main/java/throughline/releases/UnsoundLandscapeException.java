package throughline.releases;

import java.nio.file.Path;

/** Work was asked for under a landscape that is not sound. Its message is every defect. */
public final class UnsoundLandscapeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnsoundLandscapeException(Path folder, String defects) {
        super("The landscape %s is not sound:\n%s".formatted(folder, defects));
    }
}
