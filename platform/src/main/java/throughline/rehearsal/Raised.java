package throughline.rehearsal;

import java.util.Optional;
import throughline.money.Money;

/** An exception that is open. */
record Raised(String code, String sentence, Optional<Money> atStake, String owner) {}
