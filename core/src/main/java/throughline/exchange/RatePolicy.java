package throughline.exchange;

/**
 * Which rates an enterprise counts with.
 *
 * @param bookings of what is agreed
 * @param billings of what is entitled, billed, credited and paid
 * @param revenue of what is recognized
 * @param cost of what work costs
 * @param balances whether balances stand at the rate of their day, or at those of what they came
 *     from
 * @param oldestDays how many days old a rate may be before none is known
 */
public record RatePolicy(
        RateKind bookings,
        RateKind billings,
        RateKind revenue,
        RateKind cost,
        Balance balances,
        int oldestDays) {

    /** What counts where a landscape says nothing. */
    public static final RatePolicy USUAL =
            new RatePolicy(
                    RateKind.CONTRACT_DAY,
                    RateKind.DAY,
                    RateKind.DAY,
                    RateKind.DAY,
                    Balance.CLOSING,
                    7);

    /** At which rates a balance stands. */
    public enum Balance {
        /** At the last one known on its day. */
        CLOSING,
        /** At those of the postings that it is the sum of. */
        HISTORICAL
    }
}
