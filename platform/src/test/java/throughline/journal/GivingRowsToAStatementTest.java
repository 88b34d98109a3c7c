package throughline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import throughline.database.SharedDatabase;

@ResourceLock(value = SharedDatabase.KEPT, mode = ResourceAccessMode.READ)
class GivingRowsToAStatementTest {

    private static final String BACK =
            """
            select concat_ws('|', coalesce(t, '-'), l, i, s, coalesce(b::text, '-'),
                coalesce(encode(y, 'hex'), '-'), coalesce(d::text, '-'),
                coalesce(to_char(a at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '-'),
                coalesce(j::text, '-'), coalesce(u::text, '-'))
            from unnest(?::text[], ?::int8[], ?::int4[], ?::int2[], ?::bool[], ?::bytea[],
                ?::date[], ?::timestamptz[], ?::jsonb[], ?::uuid[])
                as r(t, l, i, s, b, y, d, a, j, u)
            """;

    @Test
    void brings_every_type_and_every_gap_there_as_it_is() throws SQLException {
        UUID id = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
        Instant before2000 = Instant.parse("1969-07-20T20:17:40.123456789Z");
        Columns rows = columns();
        rows.row(
                "ä\"{},\\ \n",
                Long.MIN_VALUE,
                -1,
                7,
                true,
                new byte[] {0, -1},
                LocalDate.of(1999, 12, 31),
                before2000,
                "{\"a\": [1, null]}",
                id);
        rows.row(
                new BigDecimal("1E+3"),
                5,
                5L,
                5,
                false,
                new byte[0],
                LocalDate.of(2024, 2, 29),
                before2000.atOffset(ZoneOffset.ofHours(5)),
                "7",
                id);
        rows.row(null, 0L, 0, 0, null, null, null, null, null, null);
        assertThat(back(rows))
                .containsExactly(
                        "ä\"{},\\ \n|-9223372036854775808|-1|7|true|00ff|1999-12-31"
                                + "|1969-07-20T20:17:40.123456|{\"a\": [1, null]}|"
                                + id,
                        "1000|5|5|5|false||2024-02-29|1969-07-20T20:17:40.123456|7|" + id,
                        "-|0|0|0|-|-|-|-|-|-");
    }

    @Test
    void brings_no_rows_as_no_rows() throws SQLException {
        assertThat(back(columns())).isEmpty();
    }

    @Test
    void refuses_rows_of_another_width_and_types_that_it_cannot_write() {
        assertThatThrownBy(() -> new Columns("text").row("a", "b"))
                .hasMessage("a row has 1 value, not 2");
        assertThatThrownBy(() -> new Columns("float8")).hasMessage("no column can be float8");
    }

    private static Columns columns() {
        return new Columns(
                "text",
                "int8",
                "int4",
                "int2",
                "bool",
                "bytea",
                "date",
                "timestamptz",
                "jsonb",
                "uuid");
    }

    private static List<String> back(Columns rows) throws SQLException {
        List<String> back = new ArrayList<>();
        try (Connection connection = SharedDatabase.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(BACK)) {
            rows.bind(statement);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    back.add(found.getString(1));
                }
            }
        }
        return back;
    }
}
