package throughline.books;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import throughline.wording.Kebab;

/**
 * How a balance comes from the one before it. Its items are signed, so that they add up:
 *
 * <pre>closing = opening + every item</pre>
 */
public enum RollForward {
    /** Agreed and not billed. */
    BACKLOG_BILLING(Account.BACKLOG_BILLING, Side.DEBIT, Item.OF_BACKLOG),
    /** Agreed and not recognized. */
    BACKLOG_REVENUE(Account.BACKLOG_REVENUE, Side.DEBIT, Item.OF_BACKLOG),
    /** Billed beyond what is recognized, contract by contract. */
    DEFERRED_REVENUE(Account.CONTRACT_POSITION, Side.CREDIT, Item.OF_POSITION),
    /** Recognized beyond what is billed, contract by contract. */
    CONTRACT_ASSET(Account.CONTRACT_POSITION, Side.DEBIT, Item.OF_POSITION),
    /** Entitled and not billed. */
    UNBILLED(Account.UNBILLED, Side.DEBIT, Item.OF_UNBILLED),
    /** Billed and not paid. */
    RECEIVABLE(Account.RECEIVABLE, Side.DEBIT, Item.OF_RECEIVABLE);

    private final Account account;
    private final Side side;
    private final List<Item> items;

    RollForward(Account account, Side side, List<Item> items) {
        this.account = account;
        this.side = side;
        this.items = items;
    }

    /** On which side of its account it stands. */
    private enum Side {
        DEBIT,
        CREDIT
    }

    /** One line between opening and closing. */
    public enum Item {
        BOOKINGS,
        /** Uncommitted work, booked as it is delivered. */
        SOFT_BOOKINGS,
        /** Changes of terms, and changes that were revoked. */
        CHANGES,
        CANCELLATIONS,
        ENTITLED,
        TAKEN_BACK,
        /** Billed or recognized: what leaves backlog. */
        BURN,
        BILLED,
        CREDITED,
        RECOGNIZED,
        /** Recognized, or taken back, since an estimate was revised. */
        ESTIMATES,
        WRITTEN_OFF,
        COLLECTED,
        /** Contracts that turned from a liability to an asset, or back. */
        RECLASSIFIED,
        /** Rates of exchange moved; only where amounts are told in another currency. */
        FX;

        private static final List<Item> OF_BACKLOG =
                List.of(
                        BOOKINGS,
                        SOFT_BOOKINGS,
                        CHANGES,
                        CANCELLATIONS,
                        BURN,
                        CREDITED,
                        ESTIMATES,
                        WRITTEN_OFF);
        private static final List<Item> OF_POSITION =
                List.of(BILLED, CREDITED, RECOGNIZED, ESTIMATES, RECLASSIFIED);
        private static final List<Item> OF_UNBILLED =
                List.of(ENTITLED, TAKEN_BACK, BILLED, CREDITED, WRITTEN_OFF);
        private static final List<Item> OF_RECEIVABLE = List.of(BILLED, CREDITED, COLLECTED);

        /** Its name in kebab case. */
        public String text() {
            return Kebab.of(this);
        }
    }

    /** The account whose balance it is. */
    public Account account() {
        return account;
    }

    /** What lies between opening and closing, in the order of reports. */
    public List<Item> items() {
        return items;
    }

    /** The metric of the balance. */
    public String metric() {
        return Kebab.of(this);
    }

    /** The one whose metric this is. */
    public static Optional<RollForward> of(String metric) {
        return Arrays.stream(values()).filter(each -> each.metric().equals(metric)).findFirst();
    }

    /**
     * The other side, for a balance that no contract lets fall below nothing: both move by the same
     * amount when a contract turns from one to the other.
     */
    public Optional<RollForward> otherSide() {
        return switch (this) {
            case DEFERRED_REVENUE -> Optional.of(CONTRACT_ASSET);
            case CONTRACT_ASSET -> Optional.of(DEFERRED_REVENUE);
            case BACKLOG_BILLING, BACKLOG_REVENUE, UNBILLED, RECEIVABLE -> Optional.empty();
        };
    }

    /** By how much a happening of one moves it: -1, 0 or 1. */
    public int sign(Happening happening) {
        int debits = 0;
        for (Happening.Leg leg : happening.legs()) {
            debits += leg.debit() == account ? 1 : 0;
            debits -= leg.credit() == account ? 1 : 0;
        }
        return side == Side.DEBIT ? debits : -debits;
    }

    /**
     * The item that a posting belongs to.
     *
     * @return empty when the happening does not move this balance
     */
    public Optional<Item> item(Happening happening, Origin origin) {
        return sign(happening) == 0 ? Optional.empty() : Optional.of(moved(happening, origin));
    }

    private Item moved(Happening happening, Origin origin) {
        return switch (happening) {
            case BOOKED, ALLOCATED -> agreed(origin, Item.BOOKINGS);
            case SOFT_BOOKED -> agreed(origin, Item.SOFT_BOOKINGS);
            case ENTITLEMENT -> origin == Origin.TAKEN_BACK ? Item.TAKEN_BACK : Item.ENTITLED;
            case WRITE_OFF -> Item.WRITTEN_OFF;
            case INVOICE_POSTED -> this == BACKLOG_BILLING ? Item.BURN : Item.BILLED;
            case CREDIT_POSTED -> Item.CREDITED;
            case REVENUE_RECOGNIZED -> recognized(origin);
            case PAYMENT -> Item.COLLECTED;
            case AT_RISK, WORK_COST, WORK_STANDARD, LOSS_PROVIDED ->
                    throw new IllegalStateException(happening + " moves none of these");
        };
    }

    private Item recognized(Origin origin) {
        if (origin == Origin.ESTIMATED) {
            return Item.ESTIMATES;
        }
        return this == BACKLOG_REVENUE ? Item.BURN : Item.RECOGNIZED;
    }

    private static Item agreed(Origin origin, Item otherwise) {
        return switch (origin) {
            case CHANGED -> Item.CHANGES;
            case CANCELLED -> Item.CANCELLATIONS;
            case GIVEN_UP -> Item.WRITTEN_OFF;
            case SIGNED,
                    DELIVERED,
                    TAKEN_BACK,
                    ACCEPTED,
                    ESTIMATED,
                    CHARGED,
                    INVOICED,
                    VOIDED,
                    CREDITED,
                    PAID,
                    EARNED,
                    AT_RISK,
                    PROVIDED ->
                    otherwise;
        };
    }
}
