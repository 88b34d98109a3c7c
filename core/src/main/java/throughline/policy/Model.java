package throughline.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.wording.Kebab;

/** The pricing models that deals may name. */
enum Model {
    FIXED_FEE_MILESTONES,
    FIXED_FEE_CALENDAR,
    TIME_AND_MATERIALS,
    PROGRESS,
    ADVANCE_DRAWDOWN,
    RETAINER,
    PREPAID_BLOCK,
    MANAGED_SERVICE,
    UNIT,
    OUTCOME,
    EXPENSES,
    INTERNAL;

    private static final Map<String, Model> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(Model::word, model -> model));

    private final String word = Kebab.of(this);

    /** As deals and tables write it. */
    String word() {
        return word;
    }

    /** Whether a price is fixed and billed by a schedule. */
    boolean isFixedFee() {
        return this == FIXED_FEE_MILESTONES || this == FIXED_FEE_CALENDAR;
    }

    static Optional<Model> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    static String known() {
        return Arrays.stream(values()).map(Model::word).collect(Collectors.joining(", "));
    }
}
