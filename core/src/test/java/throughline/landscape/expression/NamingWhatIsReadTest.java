package throughline.landscape.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NamingWhatIsReadTest {

    private static final Vocabulary WORDS =
            new Vocabulary(
                    "crm",
                    Map.of(),
                    Optional.empty(),
                    Map.of("raw", Types.OBJECT, "line", Types.ANY));

    private static Expression.References references(String text) {
        Compiled compiled = WORDS.compile(text);
        assertThat(compiled).as(text).isInstanceOf(Compiled.Usable.class);
        return ((Compiled.Usable) compiled).expression().references();
    }

    @Test
    void a_field_is_named_by_its_whole_way() {
        assertThat(references("raw.Amount").reads()).containsExactly("Amount");
        assertThat(references("raw.fields.hours").reads()).containsExactly("fields.hours");
        assertThat(references("raw['odd name'].x").reads()).containsExactly("odd name.x");
        assertThat(references("has(raw.a.b) ? raw.a.b : raw.c").reads())
                .containsExactlyInAnyOrder("a.b", "c");
    }

    @Test
    void what_is_read_of_another_record_is_not_read_of_this_one() {
        assertThat(references("lookup('Account', raw.AccountId).name").reads())
                .containsExactly("AccountId");
        assertThat(references("money(raw.SubTotal, raw.CurrencyCode)").reads())
                .containsExactlyInAnyOrder("SubTotal", "CurrencyCode");
    }

    @Test
    void items_of_lists_are_marked() {
        assertThat(references("raw.Allocations[0].Invoice.InvoiceID").reads())
                .containsExactly("Allocations[].Invoice.InvoiceID");
        assertThat(references("sum(raw.Lines.map(l, decimal(l.Amount)))").reads())
                .containsExactlyInAnyOrder("Lines", "Lines[].Amount");
        assertThat(references("raw.Lines.filter(l, l.Type == 'x')[0].Id").reads())
                .containsExactlyInAnyOrder("Lines[].Type", "Lines[].Id");
        assertThat(references("raw.Lines.exists(l, l.Parts.exists(p, p.Ok == true))").reads())
                .contains("Lines[].Parts[].Ok");
    }

    @Test
    void the_name_of_a_list_s_item_stands_before_a_colon() {
        assertThat(references("line.Amount").reads()).containsExactly("line:Amount");
        assertThat(references("raw.Lines.records").way()).contains("Lines.records");
        assertThat(references("raw.Lines.filter(l, l.x == 'a')").way()).contains("Lines");
        assertThat(references("[raw.a, raw.b]").way()).isEmpty();
    }

    @Test
    void a_name_that_only_the_record_tells_is_a_star() {
        assertThat(references("raw.taxes[raw.kind]").reads())
                .containsExactlyInAnyOrder("taxes.*", "kind");
    }
}
