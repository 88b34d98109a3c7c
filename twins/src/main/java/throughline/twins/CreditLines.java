package throughline.twins;

import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lines of a credit note, which take back hours of lines of its invoice: at their share of what the
 * line billed, the last of them at what is left of it.
 */
final class CreditLines {

    private CreditLines() {}

    /**
     * Prices them and gives the note their sum; one without lines stays as it is.
     *
     * @param earlier the credit notes that the invoice has already
     */
    static void price(ObjectNode credit, ObjectNode invoice, List<ObjectNode> earlier) {
        if (!credit.path("lines").isArray() || credit.path("lines").isEmpty()) {
            return;
        }
        String currency = Company.text(invoice, "currency");
        BigDecimal sum = Amounts.round(BigDecimal.ZERO, currency);
        ArrayNode priced = Json.object().putArray("lines");
        for (JsonNode line : credit.path("lines")) {
            int number = line.path("invoiceLine").asInt(0);
            JsonNode billed = invoice.path("lines").path(number - 1);
            ObjectNode next = priced.addObject().put("invoiceLine", number);
            for (String name : List.of("item", "period", "role")) {
                next.put(name, billed.path(name).asString(""));
            }
            BigDecimal hours = hours(line);
            BigDecimal amount = worth(number, hours, billed, earlier, currency);
            next.put("hours", hours.toPlainString()).put("amount", amount.toPlainString());
            sum = sum.add(amount);
        }
        credit.set("lines", priced);
        credit.put("amount", sum.toPlainString());
    }

    private static BigDecimal worth(
            int number,
            BigDecimal hours,
            JsonNode billed,
            List<ObjectNode> earlier,
            String currency) {
        BigDecimal left = hours(billed);
        BigDecimal money = Amounts.in(billed, "amount", currency);
        for (ObjectNode note : earlier) {
            for (JsonNode line : note.path("lines")) {
                if (line.path("invoiceLine").asInt(0) == number) {
                    left = left.subtract(hours(line));
                    money = money.subtract(Amounts.in(line, "amount", currency));
                }
            }
        }
        if (hours.signum() <= 0 || hours.compareTo(left) > 0) {
            throw new Refused(
                    Answer.error(
                            422,
                            "CREDIT_EXCEEDS_INVOICE",
                            "of line " + number + " up to " + left + " hours can be credited"));
        }
        return hours.compareTo(left) == 0
                ? money
                : Amounts.share(
                                Amounts.in(billed, "amount", currency),
                                hours,
                                hours(billed),
                                currency)
                        .min(money);
    }

    private static BigDecimal hours(JsonNode line) {
        String text = line.path("hours").asString("0");
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new Refused(
                    Answer.error(422, "INVALID_AMOUNT", text + " is no number of hours"), e);
        }
    }
}
