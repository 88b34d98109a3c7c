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
import throughline.rehearsal.Rehearsal;
import throughline.wording.Counted;
import throughline.wording.GroupedAmounts;

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
                "A second person must agree: "
                        + GroupedAmounts.in(waiting.rehearsal().gate().orElse("")),
                willHappen(database, waiting.rehearsal()),
                changeOver.hindrance(waiting.release(), by).orElse(""),
                Long.toString(waiting.rehearsal().number()),
                UUID.randomUUID().toString(),
                href + "/approve",
                "",
                "",
                List.of());
    }

    /** What a rehearsal found, a line each. */
    static List<String> willHappen(DataSource database, Rehearsal rehearsal) {
        Findings findings = new Findings(database, rehearsal.number());
        List<String> lines = new ArrayList<>();
        for (Findings.Cell cell : findings.happenings()) {
            if (!cell.difference().isZero() && lines.size() < MOST) {
                lines.add(
                        "%s: %s %s"
                                .formatted(
                                        Wording.words(cell.account()),
                                        Wording.amount(absolute(cell.difference())),
                                        cell.difference().signum() > 0 ? "more" : "less"));
            }
        }
        lines.add(
                "%s; rehearsal %d tells all of it"
                        .formatted(
                                Counted.of(
                                        findings.engagements(),
                                        "engagement differs",
                                        "engagements differ"),
                                rehearsal.number()));
        return lines;
    }

    private static Money absolute(Money money) {
        return money.signum() < 0 ? money.negated() : money;
    }
}
