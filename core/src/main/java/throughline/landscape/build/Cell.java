package throughline.landscape.build;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A condition on one input, as a cell of a decision table says it. */
sealed interface Cell {

    /** Whether an input meets it; null when the caller left the input out. */
    boolean matches(@Nullable String input);

    /** Whether everything that meets the other meets this. */
    boolean covers(Cell other);

    /** Whether something meets both. */
    boolean meets(Cell other);

    /** Whether something meets both, and of each something meets it alone. */
    default boolean crosses(Cell other) {
        return meets(other) && !covers(other) && !other.covers(this);
    }

    /** Anything, even nothing. */
    record Anything() implements Cell {
        @Override
        public boolean matches(@Nullable String input) {
            return true;
        }

        @Override
        public boolean covers(Cell other) {
            return true;
        }

        @Override
        public boolean meets(Cell other) {
            return true;
        }
    }

    /** One of several texts. */
    record OneOf(Set<String> texts) implements Cell {
        public OneOf {
            texts = Set.copyOf(texts);
        }

        /** Whether each of them is a number. */
        boolean isNumbers() {
            return texts.stream().allMatch(Cell::isNumber);
        }

        @Override
        public boolean matches(@Nullable String input) {
            return input != null && texts.contains(input);
        }

        @Override
        public boolean covers(Cell other) {
            return other instanceof OneOf one && texts.containsAll(one.texts());
        }

        @Override
        public boolean meets(Cell other) {
            return other instanceof OneOf(var others)
                    ? !Collections.disjoint(texts, others)
                    : texts.stream().anyMatch(other::matches);
        }
    }

    private static boolean isNumber(String text) {
        try {
            new BigDecimal(text);
            return true;
        } catch (NumberFormatException word) {
            return false;
        }
    }

    /** A number within bounds, each of them absent or with or without the bound itself. */
    record Within(Optional<Bound> low, Optional<Bound> high) implements Cell {
        @Override
        public boolean matches(@Nullable String input) {
            if (input == null) {
                return false;
            }
            try {
                BigDecimal number = new BigDecimal(input.strip());
                return low.map(bound -> bound.below(number)).orElse(true)
                        && high.map(bound -> bound.above(number)).orElse(true);
            } catch (NumberFormatException notNumber) {
                return false;
            }
        }

        @Override
        public boolean covers(Cell other) {
            return switch (other) {
                case Anything _ -> false;
                case OneOf one -> one.texts().stream().allMatch(this::matches);
                case Within within -> startsBefore(within) && endsAfter(within);
            };
        }

        @Override
        public boolean meets(Cell other) {
            return switch (other) {
                case Anything _ -> true;
                case OneOf one -> one.texts().stream().anyMatch(this::matches);
                case Within(var from, var until) ->
                        reaches(from, high) && reaches(low, until) && reaches(low, high);
            };
        }

        /** Whether no number is within. */
        boolean isEmpty() {
            return !reaches(low, high);
        }

        private static boolean reaches(Optional<Bound> low, Optional<Bound> high) {
            if (low.isEmpty() || high.isEmpty()) {
                return true;
            }
            int order = low.get().number().compareTo(high.get().number());
            return order < 0 || order == 0 && low.get().included() && high.get().included();
        }

        private boolean startsBefore(Within other) {
            return low.isEmpty()
                    || other.low.isPresent()
                            && (low.get().below(other.low.get().number())
                                    || low.get().sameAs(other.low.get()));
        }

        private boolean endsAfter(Within other) {
            return high.isEmpty()
                    || other.high.isPresent()
                            && (high.get().above(other.high.get().number())
                                    || high.get().sameAs(other.high.get()));
        }
    }

    /** A bound, which belongs to its range or not. */
    record Bound(BigDecimal number, boolean included) {
        boolean below(BigDecimal candidate) {
            int order = number.compareTo(candidate);
            return order < 0 || order == 0 && included;
        }

        boolean above(BigDecimal candidate) {
            int order = number.compareTo(candidate);
            return order > 0 || order == 0 && included;
        }

        boolean sameAs(Bound other) {
            return number.compareTo(other.number) == 0 && (included || !other.included);
        }
    }

    /**
     * Reads a cell.
     *
     * @throws NumberFormatException when it begins as a comparison but names no number
     */
    static Cell parse(String text) {
        String cell = text.strip();
        if (cell.equals("*")) {
            return new Anything();
        }
        for (String operator : new String[] {">=", "<=", ">", "<"}) {
            if (cell.startsWith(operator)) {
                BigDecimal number = new BigDecimal(cell.substring(operator.length()).strip());
                Optional<Bound> bound = Optional.of(new Bound(number, operator.endsWith("=")));
                return operator.startsWith(">")
                        ? new Within(bound, Optional.empty())
                        : new Within(Optional.empty(), bound);
            }
        }
        int dots = cell.indexOf("..");
        if (dots > 0 && Character.isDigit(cell.charAt(dots - 1))) {
            BigDecimal low = new BigDecimal(cell.substring(0, dots).strip());
            BigDecimal high = new BigDecimal(cell.substring(dots + 2).strip());
            return new Within(
                    Optional.of(new Bound(low, true)), Optional.of(new Bound(high, false)));
        }
        return new OneOf(new TreeSet<>(Arrays.asList(cell.split("\\s*\\|\\s*"))));
    }
}
