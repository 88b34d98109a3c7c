package throughline.twins;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * A query of which everything it names is known.
 *
 * @param limit how many records there may be in all
 */
record CrmPlan(
        CrmObject object,
        List<Column> columns,
        Predicate<ObjectNode> where,
        Comparator<ObjectNode> order,
        int limit,
        int offset,
        boolean counts) {

    CrmPlan {
        columns = List.copyOf(columns);
    }

    /** What a record shows. */
    sealed interface Column {}

    /** A field of its own. */
    record Own(CrmField field) implements Column {}

    /** A field of a record that it refers to, over some references. */
    record Far(List<CrmField> over, CrmField field) implements Column {
        Far {
            over = List.copyOf(over);
        }
    }

    /** The records that refer to it. */
    record Below(CrmSchema.Children way, CrmPlan plan) implements Column {}
}
