package throughline.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import throughline.console.ApprovalsView.Card;
import throughline.money.Money;
import throughline.people.Actor;
import throughline.rehearsal.ChangeOver;
import throughline.rehearsal.Findings;

/** Releases that wait for a second person, as the inbox shows them. */
final class ReleaseCards {

    private static final int MOST = 8;

    private final DataSource database;
    private final ChangeOver changeOver;

    ReleaseCards(DataSource database, ChangeOver changeOver) {
        this.database = database;
        this.changeOver = changeOver;
    }

    List<Card> of(Actor by, Instant now) {
        return changeOver.waiting().stream().map(each -> card(by, each, now)).toList();
    }

    private Card card(Actor by, ChangeOver.Waiting waiting, Instant now) {
        String id = waiting.release().id();
        String href = ReleasePage.href(id);
        String reason = waiting.release().reason();
        return new Card(
                "Release " + id + (reason.isBlank() ? "" : ": " + reason),
                href,
                "",
                "Rehearsed by "
                        + waiting.rehearsal().by()
                        + ", "
                        + Wording.ago(waiting.rehearsal().startedAt(), now),
                "A second person must agree: " + waiting.rehearsal().gate().orElse(""),
                willHappen(waiting),
                changeOver.hindrance(waiting.release(), by).orElse(""),
                Long.toString(waiting.rehearsal().number()),
                UUID.randomUUID().toString(),
                href + "/approve",
                "",
                "",
                List.of());
    }

    private List<String> willHappen(ChangeOver.Waiting waiting) {
        Findings findings = new Findings(database, waiting.rehearsal().number());
        List<String> lines = new ArrayList<>();
        for (Findings.Cell cell : findings.happenings()) {
            if (!cell.difference().isZero() && lines.size() < MOST) {
                lines.add(
                        "%s would be %s, not %s (%s)"
                                .formatted(
                                        Wording.words(cell.account()),
                                        amount(cell, cell.after()),
                                        amount(cell, cell.before()),
                                        Wording.amount(cell.difference())));
            }
        }
        lines.add(
                "%d engagements differ; rehearsal %d tells each of them"
                        .formatted(findings.engagements(), waiting.rehearsal().number()));
        return lines;
    }

    private static String amount(Findings.Cell cell, long minor) {
        return Wording.amount(Money.ofMinor(cell.currency(), minor));
    }
}
