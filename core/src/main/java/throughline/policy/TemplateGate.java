package throughline.policy;

import java.util.Map;
import java.util.Optional;

/** Which project template delivers the deal; its largest line decides. */
final class TemplateGate {

    private TemplateGate() {}

    static Draft examine(Case asked, Draft draft, Findings findings) {
        Optional<LineDraft> largest = largest(draft);
        Optional<String> template =
                largest.flatMap(
                                line ->
                                        asked.decide(
                                                "project-template",
                                                () -> Inputs.ofLine(asked, draft, line),
                                                findings))
                        .flatMap(row -> row.output("template"))
                        .or(() -> asked.setting("default"));
        if (template.isEmpty()) {
            String service = largest.map(LineDraft::serviceLine).orElse("");
            findings.essential(
                    "template-undecided",
                    "Cannot set up the project: no row of the table project-template matches"
                            + (service.isEmpty() ? "" : " service line " + service)
                            + ". Add a row, or set a default.",
                    Map.of("service-line", service));
            return draft;
        }
        return draft.deliveredBy(template.get());
    }

    private static Optional<LineDraft> largest(Draft draft) {
        return draft.currency().isEmpty()
                ? draft.lines().stream().findFirst()
                : draft.lines().stream().reduce((a, b) -> minor(b) > minor(a) ? b : a);
    }

    private static long minor(LineDraft line) {
        return line.amount().map(amount -> amount.minor()).orElse(0L);
    }
}
