package throughline.billing;

import throughline.engagement.EngagementId;

/** Names of invoices: {@code <engagement>/<period>#<n>}, the same wherever the invoice is seen. */
public final class InvoiceKey {

    private InvoiceKey() {}

    /** The next invoice of a period. */
    static String next(EngagementId engagement, String period, Billing billing) {
        return engagement + "/" + period + "#" + (billing.counts().getOrDefault(period, 0) + 1);
    }

    /** The period in an invoice's name. */
    public static String periodOf(String invoice) {
        return invoice.substring(invoice.lastIndexOf('/') + 1, invoice.lastIndexOf('#'));
    }

    /** The part after the engagement: {@code 2026-03#1}. */
    public static String shortName(String invoice) {
        return invoice.substring(invoice.lastIndexOf('/') + 1);
    }
}
