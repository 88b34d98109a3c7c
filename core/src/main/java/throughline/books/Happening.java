package throughline.books;

import static throughline.books.Account.BACKLOG_BILLING;
import static throughline.books.Account.BACKLOG_REVENUE;
import static throughline.books.Account.BILLED;
import static throughline.books.Account.CASH;
import static throughline.books.Account.CONTRACT_POSITION;
import static throughline.books.Account.CONTRACT_VALUE_BILLING;
import static throughline.books.Account.CONTRACT_VALUE_REVENUE;
import static throughline.books.Account.COST;
import static throughline.books.Account.COST_ABSORBED;
import static throughline.books.Account.EARNED;
import static throughline.books.Account.ENTITLED;
import static throughline.books.Account.ENTITLEMENT_BILLED;
import static throughline.books.Account.EXPECTED_LOSS;
import static throughline.books.Account.LOSS_PROVISION;
import static throughline.books.Account.RECEIVABLE;
import static throughline.books.Account.REVENUE;
import static throughline.books.Account.STANDARD_WORTH;
import static throughline.books.Account.STANDARD_WORTH_SHOWN;
import static throughline.books.Account.UNBILLED;
import static throughline.books.Account.WRITTEN_OFF;

import java.util.List;
import throughline.exchange.RateKind;
import throughline.exchange.RatePolicy;

/**
 * What can move the books, and which accounts it moves. One posting is one happening with one
 * amount: its legs follow from here, so an unbalanced posting cannot be written.
 */
public enum Happening {
    /** Terms became approved and effective; cancellations and reductions are negative. */
    BOOKED(
            new Leg(BACKLOG_BILLING, CONTRACT_VALUE_BILLING),
            new Leg(BACKLOG_REVENUE, CONTRACT_VALUE_REVENUE)),
    /**
     * What is allocated to a line beyond its price; over the lines of a contract it sums to
     * nothing.
     */
    ALLOCATED(new Leg(BACKLOG_REVENUE, CONTRACT_VALUE_REVENUE)),
    /** Uncommitted time and materials, booked as it is delivered. */
    SOFT_BOOKED(
            new Leg(BACKLOG_BILLING, CONTRACT_VALUE_BILLING),
            new Leg(BACKLOG_REVENUE, CONTRACT_VALUE_REVENUE)),
    /** Work or the calendar gave the right to bill. */
    ENTITLEMENT(new Leg(UNBILLED, ENTITLED)),
    /**
     * Time was worked on a change that is not in force; negative when it is not at risk any more.
     */
    AT_RISK(new Leg(Account.AT_RISK, Account.AT_RISK_SHOWN)),
    /** An entitlement was given up. */
    WRITE_OFF(new Leg(WRITTEN_OFF, UNBILLED)),
    /** An invoice was posted in the financial system; amount is net of tax. */
    INVOICE_POSTED(
            new Leg(RECEIVABLE, CONTRACT_POSITION),
            new Leg(BILLED, BACKLOG_BILLING),
            new Leg(ENTITLEMENT_BILLED, UNBILLED)),
    /** A credit note was posted; amount is positive, legs are the reverse of an invoice's. */
    CREDIT_POSTED(
            new Leg(CONTRACT_POSITION, RECEIVABLE),
            new Leg(BACKLOG_BILLING, BILLED),
            new Leg(UNBILLED, ENTITLEMENT_BILLED)),
    /** Revenue was recognized; a reversal is negative. */
    REVENUE_RECOGNIZED(new Leg(CONTRACT_POSITION, REVENUE), new Leg(EARNED, BACKLOG_REVENUE)),
    /** Money came in. */
    PAYMENT(new Leg(CASH, RECEIVABLE)),
    /** Work cost something. */
    WORK_COST(new Leg(COST, COST_ABSORBED)),
    /**
     * Billable hours were worked; amount is by their standard rate, whatever they are charged at.
     */
    WORK_STANDARD(new Leg(STANDARD_WORTH, STANDARD_WORTH_SHOWN)),
    /** A loss that is expected was provided for; negative when less of it is. */
    LOSS_PROVIDED(new Leg(EXPECTED_LOSS, LOSS_PROVISION));

    private final List<Leg> legs;

    Happening(Leg... legs) {
        this.legs = List.of(legs);
    }

    /**
     * Whether it only moves an amount between the lines of a contract: what one event moves sums to
     * nothing.
     */
    public boolean movesBetweenLines() {
        return this == ALLOCATED;
    }

    /** The pairs of accounts that it debits and credits with the same amount. */
    public List<Leg> legs() {
        return legs;
    }

    /** Which rate of exchange its amounts count with. */
    public RateKind rate(RatePolicy policy) {
        return switch (this) {
            case BOOKED, ALLOCATED, SOFT_BOOKED -> policy.bookings();
            case ENTITLEMENT, AT_RISK, WRITE_OFF, INVOICE_POSTED, CREDIT_POSTED, PAYMENT ->
                    policy.billings();
            case REVENUE_RECOGNIZED, WORK_STANDARD -> policy.revenue();
            case WORK_COST, LOSS_PROVIDED -> policy.cost();
        };
    }

    /** Two accounts moved by the same amount. */
    public record Leg(Account debit, Account credit) {}
}
