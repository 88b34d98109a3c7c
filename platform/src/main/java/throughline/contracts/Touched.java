package throughline.contracts;

import java.util.List;
import throughline.releases.Change.Weight;

/**
 * One row of a mapping that reads what a new contract says otherwise.
 *
 * @param mapping as {@code crm:Opportunity}
 * @param row the canonical type and field that the row makes: {@code deal.amount}
 * @param place file and line
 * @param expression as it is written
 * @param reads the vendor's field, {@code Lines[].Amount}
 * @param why the verdict is so, and what would mend it
 * @param reach what is decided, written and counted by the row
 * @param weight what went through the mapping
 */
public record Touched(
        String mapping,
        String row,
        String place,
        String expression,
        String reads,
        Verdict verdict,
        String why,
        List<String> reach,
        String owner,
        Weight weight) {

    public Touched {
        reach = List.copyOf(reach);
    }

    Touched weighing(Weight found) {
        return new Touched(
                mapping, row, place, expression, reads, verdict, why, reach, owner, found);
    }
}
