package throughline.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import throughline.align.Action;
import throughline.align.ActionKind;

/** What the simulated ERP holds, and by which calls it comes there. */
final class ErpCollections {

    /** Parts of each write that can fail. */
    static final Map<ActionKind, List<String>> OPERATIONS =
            Map.of(
                    ActionKind.CREATE_CUSTOMER, List.of("POST .*/customers$"),
                    ActionKind.CREATE_CONTRACT, List.of("POST .*/contracts$"),
                    ActionKind.POST_INVOICE, List.of("POST .*/sales-invoices$", "POST .*/post$"),
                    ActionKind.POST_CREDIT_NOTE, List.of("POST .*/credit-notes$"),
                    ActionKind.POST_JOURNAL, List.of("POST .*/journals$"));

    private ErpCollections() {}

    /** How many finished records it holds under the action's natural key. */
    static int held(TwinClient person, Action action) {
        String collection =
                switch (action.kind()) {
                    case CREATE_CUSTOMER -> "customers";
                    case CREATE_CONTRACT -> "contracts";
                    case POST_INVOICE -> "sales-invoices";
                    case POST_CREDIT_NOTE -> "credit-notes";
                    case POST_JOURNAL -> "journals";
                    case CREATE_PROJECT, UPDATE_PROJECT, WRITE_BACK ->
                            throw new IllegalArgumentException();
                };
        List<Map<String, Object>> found =
                Json.objects(
                        person.get(
                                "/v2/companies/DE01/"
                                        + collection
                                        + "?reference="
                                        + Request.escaped(action.naturalKey())),
                        "items");
        assertThat(found).allSatisfy(each -> assertThat(each.get("status")).isNotEqualTo("draft"));
        return found.size();
    }
}
