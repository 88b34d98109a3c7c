package throughline.console;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import throughline.engagement.Event;
import throughline.engagement.WorkEvent;
import throughline.rehearsal.Rehearsal;
import throughline.rehearsal.Retelling;

/** The two histories of one engagement, as far as they differ. */
final class WhyPage {

    private static final int MOST = 200;

    private static final String HISTORY =
            "decided once more under both releases. Whatever happens under both alike is left out;"
                    + " what is left makes the difference.";
    private static final String ONWARD =
            "going on from where it stands now, under both releases. Whatever happens under both"
                    + " alike is left out; what is left makes the difference.";

    private final Retelling retelling;

    WhyPage(DataSource database, InstantSource clock) {
        this.retelling = new Retelling(database, clock);
    }

    WhyView view(Page page, Rehearsal rehearsal, String engagement) {
        Optional<Retelling.Told> told = retelling.of(rehearsal, engagement);
        List<Event> before = told.map(Retelling.Told::inForce).orElse(List.of());
        List<Event> after = told.map(Retelling.Told::rehearsed).orElse(List.of());
        return new WhyView(
                page,
                rehearsal.number(),
                engagement,
                EngagementList.href(engagement),
                rehearsal.against(),
                rehearsal.release(),
                lines(before),
                lines(after),
                told.map(Retelling.Told::onward).orElse(false) ? ONWARD : HISTORY,
                remark(told.isPresent(), Math.max(before.size(), after.size())));
    }

    private static String remark(boolean made, int most) {
        if (!made) {
            return "One of the two releases cannot be made by this version any more.";
        }
        return most > MOST ? "Only the first %d of %d are shown.".formatted(MOST, most) : "";
    }

    private static List<WhyView.Line> lines(List<Event> events) {
        return events.stream()
                .filter(event -> !Telling.isDull(event))
                .limit(MOST)
                .map(WhyPage::line)
                .toList();
    }

    private static WhyView.Line line(Event event) {
        Telling telling = Telling.of(event);
        String how =
                event instanceof WorkEvent.TimeApproved time
                        ? ", rate by " + time.rateSource()
                        : "";
        return new WhyView.Line(telling.system(), telling.text() + how);
    }
}
