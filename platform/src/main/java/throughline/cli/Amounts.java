package throughline.cli;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import throughline.money.Money;

/** Amounts as texts with the digits of their currency. */
final class Amounts {

    private Amounts() {}

    static String text(long minor, String currency) {
        return new Money(minor, CurrencyUnit.of(currency)).decimal().toPlainString();
    }

    /** The amount of a row; null where it has none. */
    static @Nullable String text(ResultSet row, String minor, String currency) throws SQLException {
        long value = row.getLong(minor);
        if (row.wasNull()) {
            return null;
        }
        String unit = row.getString(currency);
        return unit == null ? null : text(value, unit);
    }
}
