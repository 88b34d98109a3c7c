package throughline.console;

import java.util.List;

/** One engagement as one story over all systems, as it is printed. */
public record EngagementView(
        Page page,
        String id,
        String href,
        String topic,
        String name,
        String subtitle,
        String stage,
        String stageTone,
        List<OverviewView.Figure> figures,
        List<ExceptionsView.Row> exceptions,
        String chartJson,
        List<Fact> facts,
        List<Gate> gates,
        List<Scheduled> schedule,
        List<Invoice> invoices,
        List<Revenue> revenue,
        List<Write> actions,
        List<Promised> promises,
        String lanesJson,
        List<Moment> timeline,
        long more) {

    /** Where it is told what its figures rest on. */
    public String explainHref() {
        return "/explain/engagement?id=" + ExceptionList.encoded(id);
    }

    /** A fact of the terms. */
    public record Fact(String label, String value) {}

    /** A gate and its verdict. */
    public record Gate(
            String name, String verdict, String tone, List<String> sentences, String note) {
        /** Whether it stands in the way. */
        public boolean violated() {
            return !sentences.isEmpty();
        }
    }

    /** A milestone, an instalment or a work period, and how far its billing is. */
    public record Scheduled(String what, String when, String state, String tone, String amount) {}

    /**
     * An invoice.
     *
     * @param name of ours in this engagement
     * @param href what is on it, and why
     */
    public record Invoice(
            String number,
            String name,
            String href,
            String date,
            String state,
            String tone,
            String net,
            String tax) {}

    /** Revenue of one obligation in one period. */
    public record Revenue(String period, String line, String method, String amount) {}

    /** A write to another system. */
    public record Write(String system, String what, String state, String tone, String externalId) {}

    /**
     * A business clock.
     *
     * @param about the milestone or invoice that it is about; may be empty
     * @param when its deadline, or since when it stands still and why
     */
    public record Promised(
            String name, String about, String state, String tone, String when, String atStake) {}

    /** One event in words. */
    public record Moment(String when, String system, String text, String origin) {}
}
