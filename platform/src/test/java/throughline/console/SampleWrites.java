package throughline.console;

import java.util.List;

/** Pages of writes with sample content. */
final class SampleWrites {

    private static final String HOSTILE = "it said <b>bold</b>";

    private SampleWrites() {}

    static ActionsView list() {
        return new ActionsView(
                SampleViews.page("Writes"),
                HOSTILE,
                "/actions?from=0",
                List.of(new ActionsView.Choice("Not done", "/actions", 1, true)),
                List.of(
                        new ActionsView.Row(
                                "Post invoice",
                                "erp",
                                "/actions/one?key=k",
                                "Build",
                                "/engagements/e",
                                "Ambiguous",
                                "warn",
                                3,
                                "EUR 90,000.00",
                                "after 2 other",
                                "no answer in time; " + HOSTILE)),
                "1 to 1 of 1",
                null,
                null,
                List.of(
                        new LaneRow(
                                "erp", "away: tried again", "bad", "12", "3 of 8", "99", HOSTILE)));
    }

    static ActionView one() {
        return new ActionView(
                SampleViews.page("Post invoice"),
                "Post invoice",
                "crm:opportunity:1/erp/invoice/2026-03#1",
                "Ambiguous",
                "warn",
                "Build",
                "/engagements/e",
                List.of(new ActionView.Fact("System", "erp")),
                List.of(
                        new ActionView.Needed(
                                "crm:opportunity:1/erp/customer", "/actions/one?key=c")),
                List.of(
                        new ActionView.Tried(
                                2, "1 Mar 2026", "in doubt: searched for", "warn", HOSTILE)),
                "{\"net\": \"90000.00\"}",
                "Nobody knows whether it arrived. Look in erp.",
                List.of(new ActionView.Choice("Decide", "/engagements/e/decisions")));
    }
}
