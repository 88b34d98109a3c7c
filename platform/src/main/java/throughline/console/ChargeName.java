package throughline.console;

import java.util.List;
import java.util.Optional;
import throughline.terms.Line;
import throughline.terms.PricingModel;
import throughline.terms.Terms;
import throughline.wording.Words;

/**
 * A charge as people call it, by its id: the line, what of it gave rise to the charge, and which of
 * several it is. {@code L1/psa:expense:EX-7#2} is expense EX-7, no. 2.
 */
final class ChargeName {

    /** Charges of a clause, by how the names of their sources end. */
    private static final List<Clause> CLAUSES =
            List.of(
                    new Clause("held-back-drawdown", "Kept back"),
                    new Clause("held-back", "Kept back"),
                    new Clause("released", "Released"),
                    new Clause("shared-cap", "Shared cap"),
                    new Clause("taken-back", "Taken back"),
                    new Clause("-service-credit", "Service credit"),
                    new Clause("-drawdown", "Drawdown"),
                    new Clause("-extra", "Beyond what is included"));

    private record Clause(String ending, String words) {}

    private ChargeName() {}

    /** The name of a charge under the terms in force, as far as they know of it. */
    static String of(String id, Optional<Terms> terms) {
        int numbered = Math.max(id.lastIndexOf('#'), id.lastIndexOf('~'));
        String source = numbered < 0 ? id : id.substring(0, numbered);
        return named(source, line(source, terms)) + (numbered < 0 ? "" : which(id, numbered));
    }

    /** Of several: what a change made of an instalment, or what came after the first. */
    private static String which(String id, int numbered) {
        String number = id.substring(numbered + 1);
        return id.charAt(numbered) == '~'
                ? ", change " + number
                : number.equals("1") ? "" : ", no. " + number;
    }

    private static Optional<Line> line(String source, Optional<Terms> terms) {
        return terms.stream()
                .flatMap(agreed -> agreed.lines().stream())
                .filter(line -> source.startsWith(line.id() + "/"))
                .findFirst();
    }

    private static String named(String source, Optional<Line> line) {
        String part = source.substring(line.map(each -> each.id()).orElse(start(source)).length());
        String rest = part.startsWith("/") ? part.substring(1) : part;
        for (PricingModel.Milestone each : milestones(line)) {
            if (each.id().equals(rest)) {
                return each.name();
            }
        }
        for (Clause clause : CLAUSES) {
            if (rest.endsWith(clause.ending())) {
                String of = rest.substring(0, rest.length() - clause.ending().length());
                return clause.words() + (of.isEmpty() ? "" : " " + of) + ofLine(line);
            }
        }
        String[] record = rest.split(":", 3);
        return record.length == 3
                ? Words.capitalized(record[1]) + " " + record[2]
                : line.map(Line::name).orElse(rest.isEmpty() ? source : rest);
    }

    private static String start(String source) {
        int slash = source.indexOf('/');
        return slash < 0 ? "" : source.substring(0, slash);
    }

    private static List<PricingModel.Milestone> milestones(Optional<Line> line) {
        return line.map(each -> each.pricing().milestones()).orElse(List.of());
    }

    private static String ofLine(Optional<Line> line) {
        return line.map(each -> ", " + each.name()).orElse("");
    }
}
