package throughline.console;

import java.util.List;

/**
 * Who answers for what.
 *
 * @param kinds what can be looked at apart
 * @param kind what is looked at; empty text for everything but fields
 */
public record OwnersView(Page page, List<String> kinds, String kind, List<Row> rows) {

    /**
     * One part.
     *
     * @param until when it need not work any more, and what to use instead; empty when it stays
     * @param over whether that day has come
     */
    public record Row(String part, String owner, String until, boolean over, List<String> users) {}
}
