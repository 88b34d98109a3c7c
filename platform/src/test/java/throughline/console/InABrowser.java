package throughline.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * What needs the machine's own Chromium: run by {@code -Pbrowser} alone, left out otherwise, which
 * is told.
 */
@Tag("browser")
@EnabledIf(
        value = "throughline.console.InABrowser$Chromium#isAskedForAndThere",
        disabledReason = InABrowser.NOT_RUN)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface InABrowser {

    /** Why not, and what would work. */
    String NOT_RUN =
            "skipped: a browser is not asked for, or Chromium is not at /usr/bin/chromium (apt-get"
                    + " install chromium). Run ./mvnw -Pbrowser -pl platform -am test";

    /** The browser. */
    final class Chromium {

        private Chromium() {}

        /** Whether these tests are asked for and can be run; says so when not. */
        static boolean isAskedForAndThere() {
            boolean both =
                    Boolean.getBoolean("throughline.browser")
                            && Files.isExecutable(Path.of("/usr/bin/chromium"));
            if (!both) {
                System.out.println(NOT_RUN);
            }
            return both;
        }
    }
}
