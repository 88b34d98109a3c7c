package throughline.twins;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What can be asked of the twins' process; whatever else is asked is wrong usage. */
final class Limits {

    private static final int LAST_PORT = 65_535;

    private final CommandLine line;

    Limits(CommandLine line) {
        this.line = line;
    }

    void port(String option, int port) {
        number(option, port, 0, LAST_PORT);
    }

    void number(String option, long number, long from, long to) {
        if (number < from || number > to) {
            throw new ParameterException(
                    line,
                    "Cannot take %d for %s: it is a number from %d to %d."
                            .formatted(number, option, from, to));
        }
    }

    /** Where others answer over HTTP. */
    void address(String option, String text) {
        try {
            URI address = new URI(text);
            if (address.getHost() != null
                    && String.valueOf(address.getScheme()).matches("https?")) {
                return;
            }
        } catch (URISyntaxException none) {
            // Told below.
        }
        throw new ParameterException(
                line,
                "Cannot notify '%s' by %s: it is no address. Write it as http://127.0.0.1:8484/intake."
                        .formatted(text, option));
    }

    /** What notifications are signed with; it is not repeated to whoever reads along. */
    void secret(String option, String text) {
        try {
            if (Base64.getDecoder().decode(text.replaceFirst("^whsec_", "")).length > 0) {
                return;
            }
        } catch (IllegalArgumentException none) {
            // Told below.
        }
        throw new ParameterException(
                line, "Cannot sign by %s: write whsec_ and base64.".formatted(option));
    }
}
