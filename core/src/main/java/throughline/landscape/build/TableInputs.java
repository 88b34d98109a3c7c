package throughline.landscape.build;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import throughline.landscape.GateName;
import throughline.landscape.NearMiss;
import throughline.policy.Gates;

/**
 * Checks the words that rows of the gates' tables wait for. A legal entity that is misspelled makes
 * a row that no deal ever meets, and the next row decides in its place without a word.
 */
final class TableInputs {

    private static final Set<String> YES_OR_NO = Set.of("yes", "no");

    private final Set<String> entities;
    private final Set<String> asked = new HashSet<>();
    private final Defects defects;

    /**
     * A check.
     *
     * @param entities the codes of the legal entities
     */
    TableInputs(Set<String> entities, Defects defects) {
        this.entities = entities;
        this.defects = defects;
        for (GateName gate : GateName.values()) {
            asked.addAll(Gates.of(gate).tables());
        }
    }

    void check(SheetTable table) {
        if (!asked.contains(table.name().substring(table.name().lastIndexOf('/') + 1))) {
            return;
        }
        List<String> inputs = table.inputs();
        for (SheetTable.Rule rule : table.rules()) {
            Place place = new Place("tables/" + table.name() + ".csv", rule.row().number(), 0);
            for (int i = 0; i < inputs.size(); i++) {
                if (rule.cells().get(i) instanceof Cell.OneOf(var texts)) {
                    words(inputs.get(i), texts, place);
                }
            }
        }
    }

    private void words(String input, Set<String> texts, Place place) {
        Set<String> known =
                switch (input) {
                    case "entity" -> entities;
                    case "same-country" -> YES_OR_NO;
                    case String _ -> texts; // which are as many as there are deals
                };
        for (String text : new TreeSet<>(texts)) {
            if (!known.contains(text)) {
                String sentence =
                        "%s is %s, so no deal would meet this row.%s Use one of %s."
                                .formatted(
                                        input,
                                        text,
                                        NearMiss.hint(text, known),
                                        String.join(", ", new TreeSet<>(known)));
                if (input.equals("entity")) {
                    defects.unless("entities/" + text, place, "unknown-value", sentence);
                } else {
                    defects.add(place, "unknown-value", sentence);
                }
            }
        }
    }
}
