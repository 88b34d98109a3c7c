package throughline.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import throughline.rehearsal.Findings;

/** What accounts would hold otherwise, cut in the ways in which a controller asks. */
final class RehearsalCuts {

    private static final List<Findings.By> ALL =
            List.of(Findings.By.ACCOUNT, Findings.By.PERIOD, Findings.By.ENTITY, Findings.By.UNIT);

    private RehearsalCuts() {}

    static List<RehearsalView.Cut> of(Findings findings) {
        List<RehearsalView.Cut> cuts = new ArrayList<>();
        for (Findings.By by : ALL) {
            List<RehearsalView.Figure> figures =
                    findings.amounts(by).stream().map(RehearsalCuts::figure).toList();
            if (!figures.isEmpty()) {
                cuts.add(
                        new RehearsalView.Cut("By " + by.name().toLowerCase(Locale.ROOT), figures));
            }
        }
        return cuts;
    }

    private static RehearsalView.Figure figure(Findings.Cell cell) {
        String account = Wording.words(cell.account());
        return RehearsalPage.figure(
                cell.part().isEmpty()
                        ? account
                        : cell.part() + ", " + account.toLowerCase(Locale.ROOT),
                cell.currency(),
                cell.before(),
                cell.after());
    }
}
