package throughline.landscape.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import throughline.money.Money;

/** Operators over exact values. Whole-number literals meet decimals as decimals. */
final class Operators {

    private Operators() {}

    static Object plus(Object a, Object b, String path) {
        if (a instanceof String x && b instanceof String y) {
            return x + y;
        }
        if (a instanceof Money x && b instanceof Money y && x.currency().equals(y.currency())) {
            return x.plus(y);
        }
        if (a instanceof LocalDate day && b instanceof Long days) {
            return day.plusDays(days);
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            List<Object> both = new ArrayList<>(x);
            both.addAll(y);
            return both;
        }
        if (a instanceof Long x && b instanceof Long y) {
            return Math.addExact(x, y);
        }
        return number(a, path).add(number(b, path));
    }

    static Object minus(Object a, Object b, String path) {
        if (a instanceof Money x && b instanceof Money y && x.currency().equals(y.currency())) {
            return x.minus(y);
        }
        if (a instanceof LocalDate day && b instanceof Long days) {
            return day.minusDays(days);
        }
        if (a instanceof Long x && b instanceof Long y) {
            return Math.subtractExact(x, y);
        }
        return number(a, path).subtract(number(b, path));
    }

    static Object times(Object a, Object b, String path) {
        return a instanceof Long x && b instanceof Long y
                ? Math.multiplyExact(x, y)
                : number(a, path).multiply(number(b, path));
    }

    /** 34 significant digits: exact wherever the result is. */
    static Object over(Object a, Object b, String path) {
        BigDecimal divisor = number(b, path);
        if (divisor.signum() == 0) {
            throw Unresolved.because(
                    path,
                    "bad-amount",
                    path + " divides by zero. Guard the division with a condition.");
        }
        return number(a, path).divide(divisor, MathContext.DECIMAL128);
    }

    static Object negated(Object a, String path) {
        return switch (a) {
            case Money money -> money.negated();
            case Long whole -> -whole;
            case Object other -> number(other, path).negate();
        };
    }

    static int compare(Object a, Object b, String path) {
        if (a instanceof Money x && b instanceof Money y) {
            if (!x.currency().equals(y.currency())) {
                throw Unresolved.because(
                        path,
                        "wrong-type",
                        "%s compares %s with %s. Compare amounts of one currency."
                                .formatted(path, x, y));
            }
            return x.compareTo(y);
        }
        if (a.getClass() == b.getClass() && a instanceof Comparable<?>) {
            return compareSame(a, b);
        }
        return number(a, path).compareTo(number(b, path));
    }

    @SuppressWarnings("unchecked")
    private static int compareSame(Object a, Object b) {
        return ((Comparable<Object>) a).compareTo(b);
    }

    /** Equality of values: numbers by size, lists and objects by their parts. */
    static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        if (a instanceof Number || b instanceof Number) {
            BigDecimal x = asNumber(a);
            BigDecimal y = asNumber(b);
            return x != null && y != null && x.compareTo(y) == 0;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            Iterator<?> other = y.iterator();
            return x.size() == y.size() && x.stream().allMatch(item -> same(item, other.next()));
        }
        return Objects.equals(a, b);
    }

    static boolean in(@Nullable Object item, Object container, String path) {
        return switch (container) {
            case List<?> list -> list.stream().anyMatch(each -> same(item, each));
            case Map<?, ?> map -> map.containsKey(item);
            case Object other -> throw Conversions.wrongType(path, "a list", other);
        };
    }

    static @Nullable Object at(Object container, @Nullable Object index, String path) {
        return switch (container) {
            case List<?> list when index instanceof Long i ->
                    i >= 0 && i < list.size() ? list.get(i.intValue()) : null;
            case Map<?, ?> map -> map.get(index);
            case Record record when index instanceof String name -> RecordView.field(record, name);
            case Object other -> throw Conversions.wrongType(path, "a list or an object", other);
        };
    }

    static BigDecimal number(Object value, String path) {
        BigDecimal number = asNumber(value);
        if (number == null) {
            throw Conversions.wrongType(path, "a number", value);
        }
        return number;
    }

    private static @Nullable BigDecimal asNumber(Object value) {
        return switch (value) {
            case BigDecimal number -> number;
            case Long whole -> BigDecimal.valueOf(whole);
            case Integer whole -> BigDecimal.valueOf(whole);
            case BigInteger whole -> new BigDecimal(whole);
            case Object _ -> null;
        };
    }
}
