package throughline.dispatch;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import throughline.align.Action;
import throughline.align.ActionKey;
import throughline.align.ActionKind;
import throughline.connectors.Json;
import throughline.correlation.Trace;
import throughline.engagement.EngagementId;
import throughline.money.Money;

/** Reads actions from their rows. */
final class ActionRows {

    private ActionRows() {}

    static Pending pending(ResultSet row) throws SQLException {
        boolean sent = row.getString("status").equals("sent");
        return new Pending(
                new EngagementId(row.getString("engagement")),
                action(row),
                row.getInt("attempts"),
                sent ? doubt(row) : Pending.Stage.TO_SEND,
                row.getLong("ordinal"),
                trace(row));
    }

    private static Pending.Stage doubt(ResultSet row) throws SQLException {
        return Claimant.GONE.equals(row.getString("claimed_by"))
                ? Pending.Stage.LEFT_BEHIND
                : Pending.Stage.IN_DOUBT;
    }

    /** What was planned before traces were kept has one of its own. */
    private static Trace trace(ResultSet row) throws SQLException {
        UUID kept = row.getObject("trace", UUID.class);
        return kept == null ? Trace.named(row.getString("key")) : new Trace(kept);
    }

    private static Action action(ResultSet row) throws SQLException {
        return new Action(
                new ActionKey(row.getString("key")),
                row.getString("system"),
                ActionKind.valueOf(row.getString("kind")),
                row.getString("natural_key"),
                body(row.getString("body")),
                keys(row.getArray("depends_on")),
                money(row),
                Optional.ofNullable(row.getTimestamp("due")).map(Timestamp::toInstant));
    }

    private static Map<String, Object> body(String json) {
        return Json.object(json.getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("the body of an action is no object"));
    }

    private static List<ActionKey> keys(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray())
                .map(key -> new ActionKey(key.toString()))
                .toList();
    }

    private static Optional<Money> money(ResultSet row) throws SQLException {
        String currency = row.getString("at_stake_currency");
        return currency == null
                ? Optional.empty()
                : Optional.of(new Money(row.getLong("at_stake_minor"), CurrencyUnit.of(currency)));
    }
}
