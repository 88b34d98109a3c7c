package throughline.scenario;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.calendar.PeriodState;
import throughline.landscape.Release;
import throughline.money.Money;
import throughline.observed.CanonicalRecord.ChangeOrder;
import throughline.observed.CanonicalRecord.Deal;
import throughline.observed.CreditedPart;

/** What can happen in a scenario. Each becomes the record, decision or tick that it is live. */
public sealed interface Happening {

    /** The deal is won at its terms. */
    record Signed() implements Happening {}

    /** The deal says something else now. */
    record Amended(Deal deal) implements Happening {}

    /** A change of terms was ordered, or a later version of the same order. */
    record ChangeOrdered(ChangeOrder order) implements Happening {}

    /** The deal is open again after it was won. */
    record Reopened() implements Happening {}

    /** The deal is lost after it was won. */
    record Terminated() implements Happening {}

    /**
     * Time was approved, or a later version of the same entry.
     *
     * @param id of the entry
     * @param attributes its location, its type and whatever else the rate card asks
     */
    record TimeApproved(
            String id,
            Optional<String> line,
            String person,
            Optional<String> role,
            LocalDate worked,
            BigDecimal hours,
            boolean billable,
            Map<String, String> attributes)
            implements Happening {
        public TimeApproved {
            attributes = Map.copyOf(attributes);
        }
    }

    /** An approved entry was withdrawn. */
    record TimeWithdrawn(String id) implements Happening {}

    /** A milestone was accepted to this share; 0 takes an acceptance back. */
    record MilestoneAccepted(String milestone, BigDecimal share) implements Happening {}

    /**
     * An expense was approved, or a later version of the same one.
     *
     * @param quantity days or kilometres, where the category is paid by a rate
     */
    record ExpenseApproved(
            String id,
            Optional<String> line,
            LocalDate spent,
            String category,
            Money amount,
            Optional<BigDecimal> quantity,
            boolean receipt)
            implements Happening {}

    /** Units were used or delivered, and accepted; the same id again corrects them. */
    record UsageAccepted(String id, Optional<String> line, LocalDate used, BigDecimal quantity)
            implements Happening {}

    /**
     * What a line has come to and will take is estimated anew; the same id again takes back what it
     * said before and leaves out now.
     */
    record EstimateRevised(
            String id,
            String line,
            Optional<BigDecimal> percentComplete,
            Optional<BigDecimal> totalHours,
            Optional<Money> totalCost,
            Optional<Money> variable,
            Optional<Money> materials)
            implements Happening {}

    /**
     * A planned invoice was posted by hand.
     *
     * @param invoice its key, short key, number or place in the order of invoices
     * @param net when it is not what was planned
     */
    record InvoicePosted(
            String invoice, Optional<String> number, Optional<LocalDate> date, Optional<Money> net)
            implements Happening {}

    /** A posted invoice was voided. */
    record InvoiceVoided(String invoice) implements Happening {}

    /** A credit note was posted for an invoice. */
    record InvoiceCredited(String invoice, String id, Optional<Money> net, List<CreditedPart> parts)
            implements Happening {}

    /** A credit note was voided. */
    record CreditVoided(String id) implements Happening {}

    /** Money came in for an invoice. */
    record Paid(String invoice, String id, Money amount) implements Happening {}

    /** A rate card was published: from now on everything is decided under this release. */
    record RatePublished(Release release) implements Happening {}

    /** Every accounting period up to and including that of this day is in this state. */
    record PeriodsClosed(LocalDate through, PeriodState state) implements Happening {}

    /** A person gave up open units. */
    record WrittenOff(String type, String unit, String reason) implements Happening {}

    /** A person waived a violation. */
    record Waived(String code, String reason) implements Happening {}

    /** A person approved the terms as they stand. */
    record Approved(String by) implements Happening {}

    /** Its word in files and reports. */
    default String word() {
        return switch (this) {
            case Signed _ -> "signed";
            case Amended _ -> "amended";
            case ChangeOrdered _ -> "change-ordered";
            case Reopened _ -> "reopened";
            case Terminated _ -> "terminated";
            case TimeApproved _ -> "time-approved";
            case TimeWithdrawn _ -> "time-withdrawn";
            case MilestoneAccepted _ -> "milestone-accepted";
            case ExpenseApproved _ -> "expense-approved";
            case UsageAccepted _ -> "usage-accepted";
            case EstimateRevised _ -> "estimate-revised";
            case InvoicePosted _ -> "invoice-posted";
            case InvoiceVoided _ -> "invoice-voided";
            case InvoiceCredited _ -> "invoice-credited";
            case CreditVoided _ -> "credit-voided";
            case Paid _ -> "paid";
            case RatePublished _ -> "rate-published";
            case PeriodsClosed _ -> "period-closed";
            case WrittenOff _ -> "written-off";
            case Waived _ -> "waived";
            case Approved _ -> "approved";
        };
    }
}
