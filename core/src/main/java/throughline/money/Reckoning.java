package throughline.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;

/**
 * An amount together with the arithmetic that makes it: every step calculates and is told in the
 * same breath, so that what is shown cannot differ from what was computed.
 *
 * <p>Between its steps it is an exact fraction; it becomes minor units only where {@link #rounded}
 * says so.
 *
 * @param numerator of the value so far, in major units
 * @param denominator never zero
 * @param steps in the order in which they were taken; the first one says what it begins with
 */
public record Reckoning(
        CurrencyUnit currency, BigDecimal numerator, BigDecimal denominator, List<Step> steps) {

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

    public Reckoning {
        steps = List.copyOf(steps);
        if (denominator.signum() == 0) {
            throw new ArithmeticException("nothing can be divided by zero " + steps.getLast());
        }
    }

    /** Begins with an amount. */
    public static Reckoning of(String name, Money amount) {
        return new Reckoning(
                amount.currency(),
                amount.decimal(),
                BigDecimal.ONE,
                List.of(new Step(Operation.BEGIN, name, amount.toString())));
    }

    /** With another amount added. */
    public Reckoning plus(String name, Money more) {
        BigDecimal sum = numerator.add(of(more).multiply(denominator));
        return next(sum, denominator, new Step(Operation.PLUS, name, more.toString()));
    }

    /** With another amount added that was reckoned itself. */
    public Reckoning plus(Reckoning more) {
        String name = more.steps.size() == 1 ? more.steps.getFirst().name() : "(" + more + ")";
        return plus(name, more.amount());
    }

    /** With another amount taken away. */
    public Reckoning minus(String name, Money less) {
        BigDecimal rest = numerator.subtract(of(less).multiply(denominator));
        return next(rest, denominator, new Step(Operation.MINUS, name, less.toString()));
    }

    /** By a factor. */
    public Reckoning times(String name, BigDecimal factor) {
        Step step = new Step(Operation.TIMES, name, plain(factor));
        return next(numerator.multiply(factor), denominator, step);
    }

    /** By a whole factor. */
    public Reckoning times(String name, long factor) {
        return times(name, BigDecimal.valueOf(factor));
    }

    /** Over a divisor, exactly; rounding is a step of its own. */
    public Reckoning over(String name, BigDecimal divisor) {
        Step step = new Step(Operation.OVER, name, plain(divisor));
        return next(numerator, denominator.multiply(divisor), step);
    }

    /** Over a whole divisor. */
    public Reckoning over(String name, long divisor) {
        return over(name, BigDecimal.valueOf(divisor));
    }

    /** By one amount's share of another: a price by its part of all prices. */
    public Reckoning inProportion(String part, Money of, String whole, Money total) {
        return timesAmount(part, of).overAmount(whole, total);
    }

    /** No more than a limit. */
    public Reckoning atMost(String name, Money limit) {
        BigDecimal bound = of(limit).multiply(denominator);
        boolean beyond = numerator.subtract(bound).signum() * denominator.signum() > 0;
        Step step = new Step(Operation.AT_MOST, name, limit.toString());
        return next(beyond ? bound : numerator, denominator, step);
    }

    /** No less than a limit. */
    public Reckoning atLeast(String name, Money limit) {
        BigDecimal bound = of(limit).multiply(denominator);
        boolean below = numerator.subtract(bound).signum() * denominator.signum() < 0;
        Step step = new Step(Operation.AT_LEAST, name, limit.toString());
        return next(below ? bound : numerator, denominator, step);
    }

    /** In minor units. */
    public Reckoning rounded(RoundingMode rounding) {
        int digits = currency.getDecimalPlaces();
        BigDecimal value = numerator.divide(denominator, digits, rounding);
        Money amount = Money.exact(currency, value);
        return next(value, BigDecimal.ONE, new Step(Operation.ROUNDED, "", amount.toString()));
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
        return Money.exact(
                currency,
                numerator.divide(
                        denominator, currency.getDecimalPlaces(), RoundingMode.UNNECESSARY));
    }

    /** The arithmetic on one line: {@code EUR 1200.00 price x 31 days / 365 days = EUR 101.92}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append(text.isEmpty() ? "" : " ").append(step));
        if (steps.size() > 1 && steps.getLast().operation() != Operation.ROUNDED) {
            text.append(" = ").append(shown());
        }
        return text.toString();
    }

    private String shown() {
        int digits = currency.getDecimalPlaces();
        BigDecimal value = numerator.divide(denominator, digits, RoundingMode.HALF_UP);
        return currency.getCode() + " " + value.toPlainString();
    }

    private Reckoning timesAmount(String name, Money factor) {
        Step step = new Step(Operation.TIMES, name, factor.toString());
        return next(numerator.multiply(of(factor)), denominator, step);
    }

    private Reckoning overAmount(String name, Money divisor) {
        Step step = new Step(Operation.OVER, name, divisor.toString());
        return next(numerator, denominator.multiply(of(divisor)), step);
    }

    private BigDecimal of(Money amount) {
        if (!amount.currency().equals(currency)) {
            throw new IllegalArgumentException(
                    "cannot reckon " + amount + " with amounts in " + currency);
        }
        return amount.decimal();
    }

    private Reckoning next(BigDecimal over, BigDecimal under, Step step) {
        List<Step> more = new ArrayList<>(steps.size() + 1);
        more.addAll(steps);
        more.add(step);
        return new Reckoning(currency, over, under, more);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
