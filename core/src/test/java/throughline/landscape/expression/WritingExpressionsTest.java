package throughline.landscape.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.landscape.Lookup;
import throughline.observed.CanonicalRecord.Customer;
import throughline.observed.RecordKey;

final class WritingExpressionsTest {

    private static final Vocabulary VOCABULARY =
            new Vocabulary("crm", Map.of(), Optional.empty(), Map.of("raw", Types.OBJECT));

    private static final Map<String, Object> RAW = raw();

    private static Map<String, Object> raw() {
        Map<String, Object> raw = new HashMap<>();
        raw.put("price", "12.50");
        raw.put("hours", new BigDecimal("7.50"));
        raw.put("name", "  Ada Lind ");
        raw.put("blank", " ");
        raw.put("day", "2026-02-28");
        raw.put("stamp", "2026-03-01T23:30:00.000+0000");
        raw.put("open", true);
        raw.put(
                "lines",
                List.of(
                        Map.of("amount", "1.10", "kind", "a"),
                        Map.of("amount", "2.20", "kind", "b"),
                        Map.of("amount", "3.30", "kind", "a")));
        return raw;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "decimal(raw.price) * raw.hours | 93.7500",
                "decimal('0.1') + decimal('0.2') | 0.3",
                "decimal(raw.price) / 3 | 4.166666666666666666666666666666667",
                "money(raw.price, 'EUR') | EUR 12.50",
                "money(raw.hours, 'JPY') == null | fault",
                "trim(raw.name) | Ada Lind",
                "upper(trim(raw.name)) | ADA LIND",
                "split(trim(raw.name), ' ')[1] | Lind",
                "raw.name.replace(' ', '') | AdaLind",
                "date(raw.day) + 1 | 2026-03-01",
                "date(raw.stamp, 'Europe/Berlin') | 2026-03-02",
                "instant(raw.stamp) | 2026-03-01T23:30:00Z",
                "instant('/Date(1777507200000+1200)/') | 2026-04-30T00:00:00Z",
                "month(date(raw.day)) | 2026-02",
                "either(raw.blank, raw.nowhere, trim(raw.name)) | Ada Lind",
                "beforeLast('a/b/c', '/') | a/b",
                "sum(raw.lines.map(line, line.amount)) | 6.60",
                "sum(raw.lines.filter(l, l.kind == 'a').map(l, l.amount)) | 4.40",
                "raw.lines.exists(line, decimal(line.amount) > 3) | true",
                "raw.lines.all(line, decimal(line.amount) > decimal('1.1')) | false",
                "size(raw.lines) | 3",
                "has(raw.blank) | false",
                "has(raw.price) && !has(raw.nowhere) | true",
                "raw.hours == 7 | false",
                "decimal('7.0') == 7 | true",
                "raw.kind in ['a', 'b'] | false",
                "raw.open ? 'yes' : 'no' | yes",
                "raw.nowhere.deeper == null | true"
            })
    void they_compute_exactly(String text, String expected) {
        if (expected.equals("fault")) {
            assertThatThrownBy(() -> evaluate(text)).isInstanceOf(Unresolved.class);
            return;
        }
        Object value = evaluate(text);
        assertThat(value instanceof BigDecimal number ? number.toPlainString() : "" + value)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12,50", "NaN", "1e9", "--1", "1.2.3", "twelve", "Infinity", "0x1F", "."})
    void an_amount_that_is_no_decimal_number_is_refused_with_an_example(String amount) {
        assertThatThrownBy(() -> evaluate("decimal('" + amount + "')"))
                .hasMessageContaining("which is not a decimal number")
                .hasMessageContaining("for example 12.50.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "31.03.2026", "2026-3-1", "tomorrow", "2026-13-01"})
    void a_date_that_does_not_exist_is_refused(String day) {
        assertThatThrownBy(() -> evaluate("date('" + day + "')"))
                .hasMessageContaining("which is not a date that exists");
    }

    @Test
    void a_currency_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> evaluate("money(raw.price, 'EUX')"))
                .hasMessageContaining("EUX")
                .hasMessageContaining("ISO 4217");
    }

    @Test
    void an_amount_with_too_many_digits_is_refused_and_not_rounded() {
        assertThatThrownBy(() -> evaluate("money('1.001', 'EUR')"))
                .hasMessageContaining("EUR has 2 decimals");
    }

    @Test
    void a_missing_number_in_a_calculation_is_named() {
        assertThatThrownBy(() -> evaluate("raw.hours * raw.rate"))
                .hasMessage(
                        "rate is missing, but is needed in a calculation. Send it, or guard it"
                                + " with has().");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.5 | binary fraction",
                "nofun(raw.x) | undeclared reference to 'nofun'",
                "decimal(raw.x) < 'a' | no matching overload",
                "require(raw.type, raw.id) | needs names written out",
                "code('nowhere', raw.x) | There is no table nowhere",
                "money('1', 'EUR') + date('2026-01-01') | no matching overload",
                "raw.x.matches('(a+)+') | is not available",
            })
    void what_could_not_be_right_is_refused_when_it_is_built(String text, String problem) {
        Compiled compiled = VOCABULARY.compile(text);
        assertThat(compiled).isInstanceOf(Compiled.Unusable.class);
        assertThat(((Compiled.Unusable) compiled).problems())
                .anySatisfy(found -> assertThat(found.sentence()).contains(problem));
    }

    @Test
    void a_side_that_decides_does_not_need_the_other() {
        assertThat(evaluate("raw.nowhere * 2 > 1 || raw.open")).isEqualTo(true);
        assertThat(evaluate("raw.nowhere * 2 > 1 && !raw.open")).isEqualTo(false);
    }

    @Test
    void records_of_ours_are_read_like_objects() {
        Customer customer =
                new Customer(
                        new RecordKey("crm", "account", "7"),
                        "Nordwind",
                        Optional.empty(),
                        Optional.of("Hamburg"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Map.of("status", "Active"));
        Scope scope = new Scope(VOCABULARY.slots(), Lookup.empty());
        scope.set(0, Map.of("customer", customer));
        assertThat(
                        usable(
                                        "raw.customer.city + raw.customer.status +"
                                                + " raw.customer.attributes.status +"
                                                + " raw.customer.key.id + raw.customer.id")
                                .evaluate(scope))
                .isEqualTo("HamburgActiveActive77");
        assertThat(usable("has(raw.customer.street)").evaluate(scope)).isEqualTo(false);
        assertThat(usable("raw.customer.blocked").evaluate(scope)).isEqualTo(true);
    }

    @Test
    void it_knows_what_it_reads() {
        Expression expression =
                usable("sum(raw.lines.map(l, l.amount)) > decimal(raw.order.total)");
        assertThat(expression.references().sources()).contains("lines", "order.total");
    }

    private static @Nullable Object evaluate(String text) {
        Scope scope = new Scope(VOCABULARY.slots(), Lookup.empty());
        scope.set(0, RAW);
        return usable(text).evaluate(scope);
    }

    private static Expression usable(String text) {
        Compiled compiled = VOCABULARY.compile(text);
        if (compiled instanceof Compiled.Unusable unusable) {
            throw new AssertionError(unusable.problems().toString());
        }
        return Objects.requireNonNull((Compiled.Usable) compiled).expression();
    }
}
