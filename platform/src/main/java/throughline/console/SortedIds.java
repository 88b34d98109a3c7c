package throughline.console;

import throughline.insight.EngagementOrder;
import throughline.insight.EngagementSearch;

/**
 * The queries that find one page of engagements in a chosen order: one prepared text for each
 * order, chosen by name and never put together from what a browser sent.
 */
final class SortedIds {

    private SortedIds() {}

    static String of(EngagementOrder order) {
        return "select e.id "
                + EngagementSearch.MATCHES
                + " order by "
                + order.clause()
                + " offset :from limit :page";
    }
}
