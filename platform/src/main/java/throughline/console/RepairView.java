package throughline.console;

import java.util.List;
import throughline.repairs.Repairs;
import throughline.wording.Counted;

/**
 * One cause in all places: what mending it would do, or what became of it.
 *
 * @param left in how many places it was not run yet
 */
public record RepairView(
        Page page,
        String cause,
        String title,
        String once,
        long id,
        String reason,
        int left,
        int settled,
        int refused,
        List<Row> rows) {

    /**
     * One place.
     *
     * @param hindrance why it cannot be done there; empty when it can
     */
    public record Row(
            String engagement,
            String name,
            String href,
            String atStake,
            List<String> willHappen,
            String hindrance,
            String told,
            String tone) {}

    /** In how many places it would run, as a sentence. */
    public String where() {
        String places = Counted.of(left, "place");
        return refused == 0
                ? places + ", and it can be done in all of them."
                : "%s; in %d of them it cannot be done.".formatted(places, refused);
    }

    static RepairView preview(
            Page page, String cause, List<Repairs.Preview> previews, String once) {
        List<Row> rows = previews.stream().map(RepairView::row).toList();
        return new RepairView(
                page,
                cause,
                Wording.words(cause.replace(':', ' ')),
                once,
                0,
                "",
                rows.size(),
                0,
                (int) rows.stream().filter(row -> !row.hindrance().isEmpty()).count(),
                rows);
    }

    private static Row row(Repairs.Preview preview) {
        return new Row(
                preview.one().engagement(),
                preview.one().name(),
                EngagementList.href(preview.one().engagement()),
                preview.one().atStake().map(Wording::amount).orElse("–"),
                preview.willHappen(),
                preview.hindrance(),
                preview.takesTwo() ? "takes two" : "",
                "");
    }

    static RepairView outcome(
            Page page, Repairs.Repair repair, List<Repairs.Outcome> outcomes, int left) {
        List<Row> rows = outcomes.stream().map(RepairView::row).toList();
        return new RepairView(
                page,
                repair.fingerprint(),
                Wording.words(repair.fingerprint().replace(':', ' ')),
                "",
                repair.id(),
                repair.reason(),
                left,
                (int) outcomes.stream().filter(Repairs.Outcome::settled).count(),
                (int) outcomes.stream().filter(each -> each.outcome().equals("refused")).count(),
                rows);
    }

    private static Row row(Repairs.Outcome outcome) {
        String tone =
                outcome.settled() ? "good" : outcome.outcome().equals("refused") ? "bad" : "warn";
        return new Row(
                outcome.engagement(),
                outcome.name(),
                EngagementList.href(outcome.engagement()),
                "",
                List.of(),
                "",
                outcome.told(),
                tone);
    }
}
