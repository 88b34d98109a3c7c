package throughline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.database.Database;
import throughline.database.Databases;
import throughline.database.Home;
import throughline.landscape.Release;
import throughline.releases.Releases;

class LoadingThePipelineTest {

    @TempDir Path folder;

    @Test
    void every_opportunity_is_taken_in_once_however_often_the_files_are_loaded() throws Exception {
        Path data = RealData.folder("crm");
        Release release = Releases.sound(Path.of("../landscapes/pipeline"));
        try (Database database = Databases.open(new Home(folder), Optional.empty())) {
            LoadResult first = load(database, release, data);
            System.out.println(first);
            dump(
                    database,
                    "select happening, count(*), sum(minor), currency from posting group by 1, 4");
            dump(
                    database,
                    "select count(*), pg_size_pretty(pg_database_size(current_database())) from"
                            + " event");
            dump(
                    database,
                    "select type, count(*), avg(length(payload))::int from event group by 1 order"
                            + " by 2 desc");
            dump(database, "select status, count(*) from engagement group by 1");
            dump(
                    database,
                    "select code, count(*) from exception_item where closed is null group by 1");
            dump(database, "select code, min(sentence), count(*) from parked group by 1");
            LoadResult second = load(database, release, data);
            System.out.println(second);
            assertThat(second.duplicates()).isEqualTo(second.received());
            assertThat(second.engagements()).isEqualTo(first.engagements());
        }
    }

    private static void dump(Database database, String sql) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.append(rows.getString(i)).append(" | ");
                }
                System.out.println(line);
            }
        }
    }

    private static LoadResult load(Database database, Release release, Path data) throws Exception {
        return new Loading(database.dataSource(), release, InstantSource.system(), progress -> {})
                .load(List.of(data));
    }

    @Test
    void timesheets() throws Exception {
        Path data = RealData.folder("timesheets");
        Release release = Releases.sound(Path.of("../landscapes/timesheets"));
        try (Database database = Databases.open(new Home(folder), Optional.empty())) {
            LoadResult first = load(database, release, data);
            System.out.println(first);
            dump(
                    database,
                    "select count(*), pg_size_pretty(pg_database_size(current_database())) from"
                            + " event");
            dump(
                    database,
                    "select type, count(*), avg(length(payload))::int from event group by 1 order"
                            + " by 2 desc");
            dump(database, "select kind, status, count(*) from engagement group by 1,2");
            dump(
                    database,
                    "select code, count(*) from exception_item where closed is null group by 1");
            dump(
                    database,
                    "select code, min(sentence), max(attempts), count(*) from parked group by 1");
            dump(
                    database,
                    "select happening, count(*), sum(minor), currency from posting group by 1, 4");
            dump(database, "select kind, count(*), sum(hours) from measure group by 1");
            dump(
                    database,
                    "select min(sentence), count(*) from exception_item group by left(sentence,"
                            + " 20)");
            dump(
                    database,
                    "select convert_from(payload,'UTF8') from event where type='contract-booked/v1'"
                            + " limit 2");
            dump(database, "select max(sequence), max(length(state)) from snapshot");
            LoadResult second = load(database, release, data);
            System.out.println(second);
            assertThat(second.duplicates()).isEqualTo(second.received());
            dump(
                    database,
                    "select happening, count(*), sum(minor), currency from posting group by 1, 4");
        }
    }
}
