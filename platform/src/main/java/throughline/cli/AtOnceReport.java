package throughline.cli;

import java.util.ArrayList;
import java.util.List;
import throughline.rehearsal.AtOnce;
import throughline.rehearsal.Difference;
import throughline.rehearsal.RehearsalRows;
import throughline.wording.Counted;
import throughline.wording.Kebab;

/** What putting a release in force changes at once, as rows and sentences. */
final class AtOnceReport {

    private AtOnceReport() {}

    static Answer of(AtOnce.Told told) {
        return new Answer(
                RehearsalRows.atOnce(told), RehearsalRows.moneyAtOnce(told), remarks(told));
    }

    private static List<String> remarks(AtOnce.Told told) {
        List<String> remarks = new ArrayList<>();
        remarks.add(
                ("Of %s that the rehearsal found to differ, %s as soon as the"
                                + " release is in force.")
                        .formatted(
                                Counted.of(told.of(), "engagement"),
                                Counted.of(told.differences().size(), "changes", "change")));
        told.documents()
                .forEach(
                        each ->
                                remarks.add(
                                        "%s %s to %s: %s"
                                                .formatted(
                                                        each.count(),
                                                        each.kind(),
                                                        each.system(),
                                                        Kebab.of(each.fate()))));
        for (Difference.Change change : Difference.Change.values()) {
            told.exceptions(change)
                    .forEach(
                            (code, count) ->
                                    remarks.add(
                                            RehearsalReport.exceptions(count, change)
                                                    + ": "
                                                    + code));
        }
        if (told.differences().size() < told.of()) {
            remarks.add(
                    "The others keep what was booked and written; for them it counts from what is"
                            + " agreed next.");
        }
        return remarks;
    }
}
