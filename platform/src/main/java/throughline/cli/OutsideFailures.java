package throughline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Failures of what is not ours: files, disks, networks and databases, in a sentence. */
final class OutsideFailures {

    /** Known by name, so that their classes are not loaded for help. */
    private static final List<String> NAMED =
            List.of("DatabaseUnavailable", "DataAccess", "ConnectorException");

    private OutsideFailures() {}

    static boolean isOne(Throwable cause) {
        String name = cause.getClass().getName();
        return cause instanceof SQLException
                || cause instanceof UncheckedIOException
                || cause instanceof IOException
                || NAMED.stream().anyMatch(name::contains);
    }

    static String sentence(Throwable cause) {
        return switch (cause) {
            case SQLException database ->
                    "The database refused or went away: "
                            + String.valueOf(database.getMessage()).replaceFirst("^[A-Z]+: ", "")
                            + ". Check that it runs, then try again.";
            case UncheckedIOException unchecked -> {
                String what = String.valueOf(unchecked.getMessage());
                IOException why = Objects.requireNonNull(unchecked.getCause());
                yield what.equals(why.toString())
                        ? sentence(why)
                        : what.substring(0, 1).toUpperCase(Locale.ROOT)
                                + what.substring(1)
                                + ": "
                                + why(why)
                                + remedy();
            }
            case FileSystemException file ->
                    "Cannot use " + file.getFile() + ": " + why(file) + remedy();
            case IOException other -> "Something outside failed: " + why(other) + remedy();
            // A word of the database says more than that a statement failed.
            default ->
                    cause.getCause() instanceof SQLException database
                            ? sentence(database)
                            : String.valueOf(cause.getMessage()).strip();
        };
    }

    private static String why(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "it is not there";
            case AccessDeniedException _ -> "the operating system does not allow it";
            case FileAlreadyExistsException _ -> "something of that name is there already";
            case NotDirectoryException _ -> "it is no folder";
            case FileSystemException other ->
                    Objects.requireNonNullElse(other.getReason(), "the operating system refused");
            default ->
                    Objects.requireNonNullElse(
                            failure.getMessage(), "the operating system gives no reason");
        };
    }

    private static String remedy() {
        return ". Look whether it is there, is what it should be, and may be read and written.";
    }
}
