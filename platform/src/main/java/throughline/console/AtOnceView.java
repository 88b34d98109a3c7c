package throughline.console;

import java.util.ArrayList;
import java.util.List;
import throughline.rehearsal.AtOnce;
import throughline.rehearsal.Difference;
import throughline.rehearsal.Rehearsal;
import throughline.releases.RefusedReleaseException;
import throughline.wording.Counted;

/**
 * What putting a release in force now would change.
 *
 * @param sentences what becomes of documents and exceptions
 */
public record AtOnceView(String summary, List<Posted> figures, List<String> sentences) {

    /** What is posted of one kind of happening. */
    public record Posted(String what, String amount) {}

    /** As many as somebody waits for. */
    private static final int MOST = 500;

    public AtOnceView {
        figures = List.copyOf(figures);
        sentences = List.copyOf(sentences);
    }

    static AtOnceView of(AtOnce atOnce, Rehearsal rehearsal) {
        try {
            AtOnce.Told told = atOnce.of(rehearsal, MOST);
            List<String> sentences = new ArrayList<>();
            for (AtOnce.OneKind each : told.documents()) {
                sentences.add(
                        "%s × %s to %s: %s"
                                .formatted(
                                        Counted.grouped(each.count()),
                                        Wording.words(each.kind()),
                                        each.system(),
                                        RehearsalPage.told(each.fate())));
            }
            for (Difference.Change change : Difference.Change.values()) {
                told.exceptions(change)
                        .forEach(
                                (code, count) ->
                                        sentences.add(
                                                "%s × exception %s: %s"
                                                        .formatted(
                                                                Counted.grouped(count),
                                                                code,
                                                                RehearsalPage.told(change))));
            }
            return new AtOnceView(
                    summary(told),
                    told.money().stream().map(AtOnceView::posted).toList(),
                    sentences);
        } catch (RefusedReleaseException refused) {
            return new AtOnceView(String.valueOf(refused.getMessage()), List.of(), List.of());
        }
    }

    private static Posted posted(AtOnce.Posted posted) {
        return new Posted(Wording.words(posted.happening()), RehearsalPage.signed(posted.amount()));
    }

    private static String summary(AtOnce.Told told) {
        String looked =
                told.looked() < told.of()
                        ? "Of the first %s of %s that differ"
                                .formatted(
                                        Counted.grouped(told.looked()), Counted.grouped(told.of()))
                        : told.of() == 1
                                ? "Of the one engagement that differs"
                                : "Of the %s that differ"
                                        .formatted(Counted.grouped(told.of(), "engagement"));
        int change = told.differences().size();
        String rest = "what is booked and written, and it counts from what is agreed next.";
        if (change == 0) {
            return looked + ", none changes at once: each keeps " + rest;
        }
        return looked
                + ", %s %s as soon as it is in force."
                        .formatted(
                                Counted.grouped(change), Counted.word(change, "changes", "change"))
                + (change < told.looked() ? " The others keep " + rest : "");
    }
}
