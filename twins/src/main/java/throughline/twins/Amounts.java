package throughline.twins;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How the ERP reads and writes amounts: decimal texts with as many digits as the currency has. */
final class Amounts {

    private Amounts() {}

    /** The amount in a field; an absent one is nothing. Refuses what the currency cannot say. */
    static BigDecimal in(JsonNode node, String field, String currency) {
        String text = node.path(field).asString("0");
        BigDecimal amount;
        try {
            amount = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new Refused(invalid(text + " is not an amount"), e);
        }
        int digits = digits(currency);
        if (amount.stripTrailingZeros().scale() > digits) {
            throw new Refused(invalid(text + " has more than " + digits + " decimals"));
        }
        return amount.setScale(digits, RoundingMode.UNNECESSARY);
    }

    /** The amount of a stored document's field, in the document's currency. */
    static BigDecimal of(ObjectNode document, String field) {
        return in(document, field, document.path("currency").asString("EUR"));
    }

    /** A share {@code part / whole} of an amount, to the currency's digits. */
    static BigDecimal share(BigDecimal amount, BigDecimal part, BigDecimal whole, String currency) {
        return whole.signum() == 0
                ? round(BigDecimal.ZERO, currency)
                : amount.multiply(part).divide(whole, digits(currency), RoundingMode.HALF_UP);
    }

    static BigDecimal round(BigDecimal amount, String currency) {
        return amount.setScale(digits(currency), RoundingMode.HALF_UP);
    }

    private static int digits(String currency) {
        try {
            return Currency.getInstance(currency).getDefaultFractionDigits();
        } catch (IllegalArgumentException e) {
            throw new Refused(invalid("there is no currency " + currency), e);
        }
    }

    private static Answer invalid(String message) {
        return Answer.error(422, "INVALID_AMOUNT", message);
    }
}
