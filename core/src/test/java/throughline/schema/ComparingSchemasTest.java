package throughline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import throughline.schema.Difference.Compatibility;
import throughline.schema.Difference.Kind;
import throughline.schema.Schema.Field;
import throughline.schema.Schema.Type;

final class ComparingSchemasTest {

    private static final Schema TEXT = Schema.of(Type.TEXT);

    private static SchemaSet deal(Map<String, Field> fields) {
        return new SchemaSet(Map.of("deal", Schema.object(fields)), Map.of());
    }

    private static Field always(Schema schema) {
        return new Field(schema, true, false);
    }

    private static Field sometimes(Schema schema) {
        return new Field(schema, false, false);
    }

    private static Difference only(Schema was, Schema is) {
        return only(Map.of("a", always(was)), Map.of("a", always(is)));
    }

    private static Difference only(Map<String, Field> was, Map<String, Field> is) {
        List<Difference> found = Differences.between(deal(was), deal(is));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @Test
    void nothing_differs_from_itself() {
        SchemaSet set = deal(Map.of("a", always(TEXT), "b", sometimes(Schema.list(TEXT))));
        assertThat(Differences.between(set, set)).isEmpty();
        assertThat(Difference.together(List.of())).isEqualTo(Compatibility.FULL);
    }

    /** Each description names the next one twice: there are more paths than atoms. */
    private static SchemaSet doubling(Schema last) {
        Map<String, Schema> named = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            Schema next = Schema.named("d" + (i + 1));
            named.put("d" + i, Schema.object(Map.of("a", always(next), "b", always(next))));
        }
        named.put("d60", last);
        return new SchemaSet(Map.of("deal", Schema.named("d0")), named);
    }

    @Test
    @Timeout(20)
    void descriptions_that_name_each_other_over_and_over_are_compared_in_time() {
        assertThat(Differences.between(doubling(TEXT), doubling(TEXT))).isEmpty();
        List<Difference> found =
                Differences.between(doubling(TEXT), doubling(Schema.of(Type.TRUTH)));
        assertThat(found).hasSizeBetween(10_000, 10_100);
        assertThat(found).allMatch(each -> each.kind() == Kind.RETYPED);
    }

    @Test
    void a_further_field_that_need_not_be_there_harms_nobody() {
        Difference added = only(Map.of(), Map.of("a", sometimes(TEXT)));
        assertThat(added.kind()).isEqualTo(Kind.FIELD_ADDED);
        assertThat(added.path()).isEqualTo("deal.a");
        assertThat(added.compatibility()).isEqualTo(Compatibility.FULL);
        assertThat(only(Map.of(), Map.of("a", always(TEXT))).compatibility())
                .isEqualTo(Compatibility.FORWARD);
    }

    @Test
    void a_field_that_goes_is_missed_by_its_readers_also_where_it_was_optional() {
        assertThat(only(Map.of("a", sometimes(TEXT)), Map.of()).compatibility())
                .isEqualTo(Compatibility.BACKWARD);
    }

    @Test
    void another_type_breaks_a_wider_one_only_old_readers() {
        assertThat(only(TEXT, Schema.of(Type.NUMBER)).compatibility())
                .isEqualTo(Compatibility.BREAKING);
        assertThat(only(Schema.of(Type.WHOLE), Schema.of(Type.NUMBER)).compatibility())
                .isEqualTo(Compatibility.BACKWARD);
        assertThat(only(Schema.of(Type.NUMBER), Schema.of(Type.WHOLE)).compatibility())
                .isEqualTo(Compatibility.FORWARD);
        assertThat(only(TEXT, Schema.ANY.orNull(false)).compatibility())
                .isEqualTo(Compatibility.BACKWARD);
        assertThat(only(Schema.text("date"), Schema.text("date-time")).compatibility())
                .isEqualTo(Compatibility.BREAKING);
    }

    @Test
    void what_may_be_missing_now_breaks_whoever_relied_on_it() {
        assertThat(only(Map.of("a", always(TEXT)), Map.of("a", sometimes(TEXT))).compatibility())
                .isEqualTo(Compatibility.BACKWARD);
        assertThat(only(TEXT, TEXT.orNull(true)).compatibility()).isEqualTo(Compatibility.BACKWARD);
        assertThat(only(TEXT.orNull(true), TEXT).compatibility()).isEqualTo(Compatibility.FORWARD);
    }

    @Test
    void a_list_of_values_that_grows_surprises_old_readers_one_that_shrinks_new_ones() {
        Schema two = TEXT.oneOf(Set.of("x", "y"));
        Schema three = TEXT.oneOf(Set.of("x", "y", "z"));
        assertThat(only(two, three).sentence()).isEqualTo("deal.a may also be z");
        assertThat(only(two, three).compatibility()).isEqualTo(Compatibility.BACKWARD);
        assertThat(only(three, two).compatibility()).isEqualTo(Compatibility.FORWARD);
        assertThat(only(TEXT, two).compatibility()).isEqualTo(Compatibility.FORWARD);
        assertThat(only(two, TEXT).compatibility()).isEqualTo(Compatibility.BACKWARD);
    }

    @Test
    void all_together_are_as_compatible_as_the_worst_of_each() {
        List<Difference> found =
                Differences.between(
                        deal(Map.of("a", sometimes(TEXT), "b", always(TEXT))),
                        deal(Map.of("b", always(TEXT), "c", always(TEXT))));
        assertThat(found).hasSize(2);
        assertThat(Difference.together(found)).isEqualTo(Compatibility.BREAKING);
    }

    @Test
    void types_come_and_go() {
        SchemaSet none = SchemaSet.NONE;
        SchemaSet some = deal(Map.of());
        assertThat(Differences.between(none, some))
                .extracting(Difference::kind)
                .containsExactly(Kind.TYPE_ADDED);
        assertThat(Differences.between(some, none))
                .extracting(Difference::compatibility)
                .containsExactly(Compatibility.BACKWARD);
    }

    @Test
    void descriptions_that_refer_to_themselves_come_to_an_end() {
        SchemaSet was = circle(TEXT);
        SchemaSet is = circle(Schema.of(Type.NUMBER));
        assertThat(Differences.between(was, was)).isEmpty();
        assertThat(Differences.between(was, is))
                .extracting(Difference::path)
                .containsExactly("invoice.contact.name");
        SchemaSet nowhere =
                new SchemaSet(
                        Map.of("a", Schema.named("B")),
                        Map.of("B", Schema.named("C"), "C", Schema.named("B")));
        assertThat(nowhere.type("a")).contains(Schema.ANY);
        assertThat(was.at("invoice", "contact.invoices[].contact.name"))
                .isInstanceOf(SchemaSet.Found.Described.class);
    }

    private static SchemaSet circle(Schema name) {
        return new SchemaSet(
                Map.of("invoice", Schema.named("Invoice")),
                Map.of(
                        "Invoice",
                        Schema.object(Map.of("contact", sometimes(Schema.named("Contact")))),
                        "Contact",
                        Schema.object(
                                Map.of(
                                        "name",
                                        sometimes(name),
                                        "invoices",
                                        sometimes(Schema.list(Schema.named("Invoice")))))));
    }

    @Test
    void a_path_is_there_or_not_or_beyond_what_is_described() {
        SchemaSet set =
                deal(
                        Map.of(
                                "lines",
                                always(Schema.list(Schema.object(Map.of("a", always(TEXT))))),
                                "free",
                                always(Schema.object(Map.of())),
                                "name",
                                always(TEXT)));
        assertThat(set.at("deal", "name"))
                .isEqualTo(new SchemaSet.Found.Described(TEXT, true, false));
        assertThat(set.at("deal", "lines[].a"))
                .isEqualTo(new SchemaSet.Found.Described(TEXT, false, false));
        assertThat(set.at("deal", "lines[].b")).isInstanceOf(SchemaSet.Found.Absent.class);
        assertThat(set.at("deal", "free.x")).isInstanceOf(SchemaSet.Found.Open.class);
        assertThat(set.at("other", "x")).isInstanceOf(SchemaSet.Found.Open.class);
    }

    @Test
    void the_fingerprint_is_of_the_content_and_not_of_its_order() {
        Schema one = Schema.object(new java.util.LinkedHashMap<>(Map.of("a", always(TEXT))));
        java.util.Map<String, Field> ab = new java.util.LinkedHashMap<>();
        ab.put("a", always(TEXT));
        ab.put("b", always(TEXT));
        java.util.Map<String, Field> ba = new java.util.LinkedHashMap<>();
        ba.put("b", always(TEXT));
        ba.put("a", always(TEXT));
        assertThat(Fingerprint.of(deal(ab))).isEqualTo(Fingerprint.of(deal(ba)));
        assertThat(Fingerprint.of(deal(ab)))
                .isNotEqualTo(
                        Fingerprint.of(
                                new SchemaSet(
                                        Map.of("deal", one.with(ab).orNull(true)), Map.of())));
        assertThat(Fingerprint.of(deal(Map.of("a", always(TEXT)))))
                .isNotEqualTo(Fingerprint.of(deal(Map.of("a", sometimes(TEXT)))));
        assertThat(Optional.of(one)).isPresent();
    }
}
