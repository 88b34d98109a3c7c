package throughline.cli;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import throughline.cli.CommandFailure.Exit;
import throughline.insight.MetricAnswer;
import throughline.insight.MetricDesk;
import throughline.insight.Metrics;
import throughline.insight.Question;
import throughline.insight.Recount;
import throughline.landscape.Release;
import throughline.proof.Verification;
import throughline.proof.Verification.Verdict;
import throughline.proof.Verifier;
import throughline.releases.AppliedReleases;

/** What deciding a figure's history again came to, as the command line prints it. */
final class VerificationReport {

    private final OpenedHome home;
    private final Verifier verifier;

    VerificationReport(OpenedHome home) {
        this.home = home;
        Release release =
                new AppliedReleases(home.database())
                        .inForce()
                        .orElseThrow(
                                () ->
                                        new CommandFailure(
                                                Exit.REFUSED,
                                                "nothing-in-force",
                                                "Cannot verify anything: no release is in force"
                                                        + " here. Load or serve first."));
        this.verifier =
                new Verifier(home.database(), home.settings(), release, InstantSource.system());
    }

    /** Verifies a metric, or else what has this name; 1 when it does not come out the same. */
    int print(String subject, Supplier<Question> question, Consumer<Answer> printed) {
        Verification found =
                Metrics.named(subject).isPresent()
                        ? metric(question.get())
                        : verifier.engagement(subject)
                                .or(() -> verifier.invoice(subject))
                                .orElseThrow(
                                        () ->
                                                new CommandFailure(
                                                        Exit.USAGE,
                                                        "unknown-subject",
                                                        "Cannot verify \'%s\': this home has no"
                                                                        .formatted(subject)
                                                                + " metric, engagement, linked"
                                                                + " record or invoice of that"
                                                                + " name."));
        printed.accept(new Answer(found.toMap(), List.of(), lines(found)));
        return found.verdict() == Verdict.DIFFERS ? 1 : 0;
    }

    private Verification metric(Question question) {
        MetricAnswer answer = new MetricDesk(home.database(), home.settings()).answer(question);
        if (!(answer instanceof MetricAnswer.Figures)) {
            throw MetricTables.refusal(answer);
        }
        return verifier.metric(question);
    }

    private static List<String> lines(Verification found) {
        List<String> lines = new ArrayList<>();
        lines.add(found.sentence());
        for (Recount.Compared part : found.parts()) {
            lines.add(
                    "  %-5s %s: %s %s in the books, %s anew"
                            .formatted(
                                    part.isEqual() ? "equal" : "NOT",
                                    part.part(),
                                    part.currency().isEmpty() ? "hours" : part.currency(),
                                    part.kept().toPlainString(),
                                    part.anew().toPlainString()));
        }
        found.differences().forEach(each -> lines.add("  " + each.told()));
        return lines;
    }
}
