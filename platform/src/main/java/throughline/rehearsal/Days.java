package throughline.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The days to which the calendar was moved, each with the moment at which that began.
 *
 * @param last the day to which every engagement has been moved by now
 */
record Days(List<Moved> moved, Optional<LocalDate> last) {

    private static final String MOVED =
            """
            select substr(cause, 7)::date, min(known) from event where cause like 'clock %'
            group by 1
            """;
    private static final String OVERDUE =
            "select exists (select from engagement where next_wake <= ?)";

    /** The calendar was moved to a day. */
    record Moved(LocalDate day, Instant at) {}

    /**
     * Those that the journal tells of.
     *
     * @param today the last day, unless the calendar is found to stand at an earlier one
     */
    static Days read(Connection connection, LocalDate today) throws SQLException {
        List<Moved> moved = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(MOVED);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                moved.add(
                        new Moved(rows.getObject(1, LocalDate.class), KeptStore.instant(rows, 2)));
            }
        }
        moved.sort(Comparator.comparing(Moved::at).thenComparing(Moved::day));
        Optional<LocalDate> reached = moved.stream().map(Moved::day).max(Comparator.naturalOrder());
        return new Days(moved, overdue(connection, today) ? reached : Optional.of(today));
    }

    private static boolean overdue(Connection connection, LocalDate today) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OVERDUE)) {
            statement.setObject(1, today);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** The latest day to which anything is moved when history is decided to its end. */
    LocalDate latest() {
        return Stream.concat(moved.stream().map(Moved::day), last.stream())
                .max(Comparator.naturalOrder())
                .orElse(LocalDate.MIN);
    }

    /** Whether the calendar stood at the day of a moment by then; days are counted in UTC. */
    boolean hadReached(Instant moment) {
        LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
        return moved.stream()
                .anyMatch(each -> !each.at().isAfter(moment) && !each.day().isBefore(day));
    }

    /** Those after one moment and up to another. */
    List<Moved> between(Instant after, Instant until) {
        return moved.stream()
                .filter(each -> each.at().isAfter(after) && !each.at().isAfter(until))
                .toList();
    }
}
