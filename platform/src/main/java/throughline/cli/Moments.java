package throughline.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import picocli.CommandLine.TypeConversionException;
import throughline.insight.Written;

/** Reads days and instants as people write them on a command line. */
final class Moments {

    private Moments() {}

    static LocalDate day(String text) {
        try {
            return Written.day(text);
        } catch (DateTimeException none) {
            throw new TypeConversionException(
                    "'%s' is no day that exists. Write 2017-03-31".formatted(text));
        }
    }

    static Instant instant(String text) {
        try {
            return Written.instant(text);
        } catch (DateTimeException none) {
            throw new TypeConversionException(
                    "'%s' is no instant. Write 2026-01-01T00:00:00Z".formatted(text));
        }
    }
}
