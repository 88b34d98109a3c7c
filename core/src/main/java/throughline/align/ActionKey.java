package throughline.align;

/**
 * The deterministic name of one write: the same difference found twice has the same key.
 *
 * @param value engagement, system, purpose and content, as {@code
 *     crm:opportunity:1/erp/invoice/2026-03#1}
 */
public record ActionKey(String value) {

    @Override
    public String toString() {
        return value;
    }
}
