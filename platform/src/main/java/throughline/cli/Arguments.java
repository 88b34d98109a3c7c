package throughline.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** What stands on a command line, read as what it is and as nothing else. */
final class Arguments {

    private Arguments() {}

    /** Has a command line read its values here. */
    static void readBy(CommandLine line) {
        // A reason that begins with @ is no file of further arguments.
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(LocalDate.class, Moments::day);
        line.registerConverter(Instant.class, Moments::instant);
        line.registerConverter(Path.class, Arguments::path);
        line.registerConverter(Integer.class, text -> whole(text).intValue());
        line.registerConverter(int.class, text -> whole(text).intValue());
        line.registerConverter(Long.class, Arguments::number);
        line.registerConverter(long.class, Arguments::number);
        line.registerConverter(Boolean.class, Arguments::truth);
    }

    /** Why one of them can be kept or looked up by nobody; empty when all can. */
    static Optional<String> fault(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).codePoints().anyMatch(Arguments::isNone)) {
                return Optional.of(
                        "Cannot read argument %d: it holds a NUL or half of a character. Write it"
                                        .formatted(i + 1)
                                + " as text.");
            }
        }
        return Optional.empty();
    }

    private static boolean isNone(int character) {
        return character == 0
                || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }

    private static Path path(String text) {
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (InvalidPathException none) {
            // Told below.
        }
        throw new TypeConversionException(
                "'%s' can be the name of no file or folder here. Name one that can"
                        .formatted(text));
    }

    private static Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException none) {
            throw noNumber(text);
        }
    }

    private static Long whole(String text) {
        long number = number(text);
        if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
            throw noNumber(text);
        }
        return number;
    }

    private static TypeConversionException noNumber(String text) {
        return new TypeConversionException(
                "'%s' is no whole number that can be meant. Write digits, as 10".formatted(text));
    }

    private static Boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new TypeConversionException(
                            "'%s' is neither true nor false. Write one".formatted(text)
                                    + " of them");
        };
    }
}
