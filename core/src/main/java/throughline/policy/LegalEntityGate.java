package throughline.policy;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import throughline.landscape.LegalEntity;

/** Which legal entity sells. One contract has one seller. */
final class LegalEntityGate {

    private static final String TABLE = "legal-entity";

    private LegalEntityGate() {}

    static Draft examine(Case asked, Draft draft, Findings findings) {
        unitKnown(asked, findings);
        Optional<String> stated = asked.deal().legalEntity();
        SortedSet<String> decided = decided(asked, draft, findings);
        if (stated.isPresent()) {
            if (asked.isSet("stated", "must-match")
                    && decided.stream().anyMatch(code -> !code.equals(stated.get()))) {
                findings.find(
                        "legal-entity-differs",
                        "The deal is sold by "
                                + stated.get()
                                + ", but the table says "
                                + String.join(", ", decided)
                                + ". Correct the deal or the table.",
                        Map.of("stated", stated.get(), "table", String.join(", ", decided)));
            }
            return seller(asked, draft, stated.get(), findings);
        }
        if (decided.size() > 1) {
            findings.essential(
                    "legal-entity-ambiguous",
                    "Cannot tell which legal entity sells: the lines lead to "
                            + String.join(", ", decided)
                            + ". Split the deal, or name one entity in it.",
                    Map.of("entities", String.join(", ", decided)));
            return draft;
        }
        Optional<String> code =
                decided.isEmpty() ? asked.setting("default") : Optional.of(decided.first());
        if (code.isEmpty()) {
            findings.essential(
                    "legal-entity-undecided",
                    "Cannot tell which legal entity sells: the deal names none, and no row of the"
                            + " table legal-entity matches. Name it in the deal, or add a row.",
                    Map.of("unit", asked.unit().name()));
            return draft;
        }
        return seller(asked, draft, code.get(), findings);
    }

    private static SortedSet<String> decided(Case asked, Draft draft, Findings findings) {
        SortedSet<String> codes = new TreeSet<>();
        if (!asked.has(TABLE)) {
            return codes;
        }
        Stream<Map<String, String>> questions =
                draft.lines().isEmpty()
                        ? Stream.of(Inputs.ofDeal(asked, draft))
                        : draft.lines().stream().map(line -> Inputs.ofLine(asked, draft, line));
        questions.forEach(
                inputs ->
                        asked.decide(TABLE, inputs, findings)
                                .flatMap(row -> row.output("entity"))
                                .ifPresent(codes::add));
        return codes;
    }

    private static Draft seller(Case asked, Draft draft, String code, Findings findings) {
        Optional<LegalEntity> entity = asked.release().entity(code);
        if (entity.isEmpty()) {
            findings.essential(
                    "legal-entity-unknown",
                    "Cannot sell from legal entity "
                            + code
                            + ": the landscape has none of that"
                            + " code. Correct the code, or add the entity.",
                    Map.of("entity", code));
            return draft;
        }
        Draft sold = draft.soldBy(entity.get());
        // A deal that states no amount at all is priced in its seller's own currency.
        return Opening.currencies(asked.deal()).isEmpty()
                ? sold.in(Optional.of(entity.get().functionalCurrency()))
                : sold;
    }

    private static void unitKnown(Case asked, Findings findings) {
        asked.deal()
                .unit()
                .filter(name -> asked.release().unit(name).isEmpty())
                .ifPresent(
                        name ->
                                findings.find(
                                        "unit-unknown",
                                        "The deal belongs to unit "
                                                + name
                                                + ", which the landscape"
                                                + " does not have; the rules of "
                                                + asked.unit().name()
                                                + " would apply. Correct the deal, or add the"
                                                + " unit.",
                                        Map.of("unit", name)));
    }
}
