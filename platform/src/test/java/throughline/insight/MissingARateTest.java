package throughline.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import throughline.landscape.Release;
import throughline.releases.Releases;

/** A contract that nobody can tell in its company's currency stands in front of people. */
final class MissingARateTest {

    private static final Ledger LEDGER = new Ledger();
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    private final Release release =
            Releases.sound(
                    Path.of(System.getProperty("throughline.root"), "landscapes", "consulting"));

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    @BeforeEach
    void write_the_books() {
        LEDGER.empty();
        LEDGER.engagement("e1", "europe", "{}");
        LEDGER.engagement("e2", "europe", "{}");
        LEDGER.run("update engagement set legal_entity = 'DE01'");
        LEDGER.post("e1", "booked", "CHF", 100_000, "2026-03-10");
        LEDGER.post("e1", "revenue-recognized", "CHF", 40_000, "2026-03-31");
        LEDGER.post("e2", "booked", "EUR", 90_000, "2026-03-10");
    }

    @Test
    void stands_with_the_money_until_every_rate_is_known_and_looking_again_changes_nothing() {
        look();
        look();
        assertThat(open())
                .containsExactly(
                        "e1 exchange-rate:CHF CHF 100000 finance-europe No rate from CHF to EUR is"
                                + " known on 2026-03-10: none of CHF was published until then."
                                + " Publish one for that day, or one before it. Figures of this"
                                + " contract are undefined until then.");
        rate("0.93", "2026-03-10");
        look();
        assertThat(open()).as("March has an average now").isEmpty();

        rate("", "2026-03-10");
        look();
        assertThat(open()).as("it was taken back").hasSize(1);
        rate("0.94", "2026-03-09");
        look();
        assertThat(open()).isEmpty();
        assertThat(LEDGER.texts("select count(*)::text from exception_item"))
                .as("it was opened again, not twice")
                .containsExactly("1");
    }

    private int known;

    private void rate(String rate, String day) {
        LEDGER.run(
                "insert into exchange_rate (system, type, currency, day, known, base, rate,"
                        + " message_id) values ('ecb', 'reference-rates', 'CHF', ?::date,"
                        + " ?::timestamptz, 'EUR', nullif(?, '')::numeric, 0)",
                day,
                NOW.plusSeconds(known++).toString(),
                rate);
    }

    private void look() {
        MissingRates.look(LEDGER.dataSource(), release, NOW.plusSeconds(60));
    }

    private static List<String> open() {
        return LEDGER.texts(
                "select engagement || ' ' || key || ' ' || at_stake_currency || ' ' ||"
                        + " at_stake_minor || ' ' || owner || ' ' || sentence"
                        + " from exception_item where closed is null");
    }
}
