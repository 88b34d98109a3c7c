package throughline.twins;

import java.util.List;
import java.util.Map;

/**
 * A table that a person of the system works on.
 *
 * @param note what can be done here, for somebody who tries it
 */
record Desk(String title, String note, List<String> columns, List<Row> rows) {

    /** One record and what a person can do to it. */
    record Row(List<String> cells, List<Deed> deeds) {}

    /**
     * Something that a person can do.
     *
     * @param fields what is sent
     * @param asks the name of a field that the person fills in; empty for none
     * @param filled what it holds at first
     */
    record Deed(String label, Map<String, String> fields, String asks, String filled) {

        Deed(String label, Map<String, String> fields) {
            this(label, fields, "", "");
        }
    }

    /** An amount as people read it; a text that is no number stays as it is. */
    static String money(String currency, String amount) {
        try {
            java.text.DecimalFormat form =
                    new java.text.DecimalFormat(
                            "#,##0.00##",
                            java.text.DecimalFormatSymbols.getInstance(java.util.Locale.ROOT));
            return (currency + " " + form.format(new java.math.BigDecimal(amount))).strip();
        } catch (NumberFormatException none) {
            return (currency + " " + amount).strip();
        }
    }
}
