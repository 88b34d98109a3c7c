package throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * An amount together with the arithmetic that makes it: every step calculates and is told in the
 * same breath, so that what is shown cannot differ from what was computed.
 *
 * <p>Between its steps it is an exact fraction; it becomes minor units only where {@link #rounded}
 * says so. Words are made when somebody reads them, since most amounts are never asked about.
 */
public final class Reckoning {

    private final CurrencyUnit currency;
    private final BigDecimal numerator;
    private final BigDecimal denominator;
    private final Last last;

    /** What a step does to the value before it. */
    public enum Operation {
        BEGIN(""),
        PLUS("+"),
        MINUS("-"),
        TIMES("x"),
        OVER("/"),
        AT_MOST("at most"),
        AT_LEAST("at least"),
        ROUNDED("=");

        private final String sign;

        Operation(String sign) {
            this.sign = sign;
        }

        /** How it is written. */
        public String sign() {
            return sign;
        }
    }

    /**
     * One step.
     *
     * @param name what the operand is, in the words of the business
     * @param value the operand, or of a rounding its result
     */
    public record Step(Operation operation, String name, String value) {

        @Override
        public String toString() {
            String what = name.isEmpty() ? value : value + " " + name;
            return operation == Operation.BEGIN ? what : operation.sign() + " " + what;
        }
    }

    /** The newest step, as it was taken, and the ones before it. */
    private record Last(@Nullable Last before, Operation operation, Object name, Object operand) {
        Step told() {
            String value = operand instanceof BigDecimal number ? plain(number) : "" + operand;
            return new Step(operation, words(), value);
        }

        /** A name, or what makes one. */
        String words() {
            return name instanceof Supplier<?> made ? "" + made.get() : "" + name;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Last last
                    && Objects.equals(before, last.before)
                    && operation == last.operation
                    && words().equals(last.words())
                    && operand.equals(last.operand);
        }

        @Override
        public int hashCode() {
            return Objects.hash(before, operation, words(), operand);
        }
    }

    private Reckoning(
            CurrencyUnit currency, BigDecimal numerator, BigDecimal denominator, Last last) {
        this.currency = currency;
        this.numerator = numerator;
        this.denominator = denominator;
        this.last = last;
    }

    /** Begins with an amount. */
    public static Reckoning of(String name, Money amount) {
        return begin(name, amount);
    }

    /** Begins with an amount whose name is made when somebody reads it. */
    public static Reckoning of(Supplier<String> name, Money amount) {
        return begin(name, amount);
    }

    private static Reckoning begin(Object name, Money amount) {
        return new Reckoning(
                amount.currency(),
                amount.decimal(),
                BigDecimal.ONE,
                new Last(null, Operation.BEGIN, name, amount));
    }

    /** With another amount added. */
    public Reckoning plus(String name, Money more) {
        return next(numerator.add(share(more)), denominator, Operation.PLUS, name, more);
    }

    /** With another amount added that was reckoned itself. */
    public Reckoning plus(Reckoning more) {
        String name = more.last.before() == null ? more.last.words() : "(" + more + ")";
        return plus(name, more.amount());
    }

    /** With another amount taken away. */
    public Reckoning minus(String name, Money less) {
        return next(numerator.subtract(share(less)), denominator, Operation.MINUS, name, less);
    }

    /** By a factor. */
    public Reckoning times(String name, BigDecimal factor) {
        return next(numerator.multiply(factor), denominator, Operation.TIMES, name, factor);
    }

    /** By a factor whose name is made when somebody reads it. */
    public Reckoning times(Supplier<String> name, BigDecimal factor) {
        return next(numerator.multiply(factor), denominator, Operation.TIMES, name, factor);
    }

    /** By a whole factor. */
    public Reckoning times(String name, long factor) {
        return times(name, BigDecimal.valueOf(factor));
    }

    /** Over a divisor, exactly; rounding is a step of its own. */
    public Reckoning over(String name, BigDecimal divisor) {
        return next(numerator, denominator.multiply(divisor), Operation.OVER, name, divisor);
    }

    /** Over a whole divisor. */
    public Reckoning over(String name, long divisor) {
        return over(name, BigDecimal.valueOf(divisor));
    }

    /** By one amount's share of another: a price by its part of all prices. */
    public Reckoning inProportion(String part, Money of, String whole, Money total) {
        BigDecimal above = numerator.multiply(of(of));
        return next(above, denominator, Operation.TIMES, part, of)
                .next(above, denominator.multiply(of(total)), Operation.OVER, whole, total);
    }

    /** No more than a limit. */
    public Reckoning atMost(String name, Money limit) {
        BigDecimal bound = share(limit);
        boolean beyond = numerator.subtract(bound).signum() * denominator.signum() > 0;
        return next(beyond ? bound : numerator, denominator, Operation.AT_MOST, name, limit);
    }

    /** No less than a limit. */
    public Reckoning atLeast(String name, Money limit) {
        BigDecimal bound = share(limit);
        boolean below = numerator.subtract(bound).signum() * denominator.signum() < 0;
        return next(below ? bound : numerator, denominator, Operation.AT_LEAST, name, limit);
    }

    /** In minor units. */
    public Reckoning rounded(RoundingMode rounding) {
        BigDecimal value = divided(rounding);
        Money amount = Money.exact(currency, value);
        return next(value, BigDecimal.ONE, Operation.ROUNDED, "", amount);
    }

    /** In minor units, half up. */
    public Reckoning rounded() {
        return rounded(RoundingMode.HALF_UP);
    }

    /**
     * The amount.
     *
     * @throws ArithmeticException when it is no whole number of minor units: round it first
     */
    public Money amount() {
        if (last.operation() == Operation.ROUNDED && last.operand() instanceof Money rounded) {
            return rounded;
        }
        return Money.exact(currency, divided(RoundingMode.UNNECESSARY));
    }

    /** What its amounts are in. */
    public CurrencyUnit currency() {
        return currency;
    }

    /** In the order in which they were taken; the first one says what it begins with. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Last step = last; step != null; step = step.before()) {
            steps.add(step.told());
        }
        return List.copyOf(steps.reversed());
    }

    /** The arithmetic on one line: {@code EUR 1200.00 price x 31 days / 365 days = EUR 101.92}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        steps().forEach(step -> text.append(text.isEmpty() ? "" : " ").append(step));
        if (last.before() != null && last.operation() != Operation.ROUNDED) {
            text.append(" = ").append(currency.getCode()).append(' ');
            text.append(divided(RoundingMode.HALF_UP).toPlainString());
        }
        return text.toString();
    }

    /** Whether another one has the same value by the same steps. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Reckoning reckoning
                && currency.equals(reckoning.currency)
                && numerator.equals(reckoning.numerator)
                && denominator.equals(reckoning.denominator)
                && last.equals(reckoning.last);
    }

    @Override
    public int hashCode() {
        return Objects.hash(currency, numerator, denominator, last);
    }

    @SuppressWarnings("ReferenceEquality") // one is one object wherever nothing was divided
    private BigDecimal divided(RoundingMode rounding) {
        int digits = currency.getDecimalPlaces();
        return denominator == BigDecimal.ONE
                ? numerator.setScale(digits, rounding)
                : numerator.divide(denominator, digits, rounding);
    }

    /** An amount over the denominator. */
    @SuppressWarnings("ReferenceEquality") // one is one object wherever nothing was divided
    private BigDecimal share(Money amount) {
        return denominator == BigDecimal.ONE ? of(amount) : of(amount).multiply(denominator);
    }

    private BigDecimal of(Money amount) {
        if (!amount.currency().equals(currency)) {
            throw new IllegalArgumentException(
                    "cannot reckon " + amount + " with amounts in " + currency);
        }
        return amount.decimal();
    }

    private Reckoning next(
            BigDecimal over, BigDecimal under, Operation operation, Object name, Object operand) {
        Last step = new Last(last, operation, name, operand);
        if (under.signum() == 0) {
            throw new ArithmeticException("nothing can be divided by zero " + step.told());
        }
        return new Reckoning(currency, over, under, step);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
