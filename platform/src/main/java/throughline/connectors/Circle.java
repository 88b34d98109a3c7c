package throughline.connectors;

/**
 * Notices a list that goes in a circle. One page is remembered, a later one each time the number of
 * pages has doubled, so that a circle of any length meets it; a list that merely repeats a page
 * once, as one may that goes on from the newest change, does not meet it twice.
 */
final class Circle {

    private static final int MEETINGS = 2;

    private int pages;
    private int remembered;
    private int meetings;

    /** Whether this page is one of a circle. */
    boolean closes(Page page) {
        if (page.anew()) {
            return false;
        }
        int fingerprint = 1;
        for (Page.Raw each : page.records()) {
            fingerprint = 31 * fingerprint + each.id().hashCode();
            fingerprint = 31 * fingerprint + each.version().hashCode();
        }
        pages++;
        boolean met = pages > 1 && !page.records().isEmpty() && fingerprint == remembered;
        meetings = met ? meetings + 1 : meetings;
        if (Integer.bitCount(pages) == 1) {
            remembered = fingerprint;
            meetings = 0;
        }
        return meetings >= MEETINGS;
    }
}
