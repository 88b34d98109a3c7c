package throughline.observed;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import throughline.money.Money;

/**
 * One observed object, translated by the mapping of its release into the words of the domain.
 *
 * <p>Attributes are the dimensions that the landscape declares (product, region, agency, ...).
 */
public sealed interface CanonicalRecord {

    /** The object's name in its system. */
    RecordKey key();

    /** The stage of a deal in the commercial system. */
    enum Stage {
        OPEN,
        WON,
        LOST
    }

    /** The life of a document in the financial system. */
    enum DocumentStatus {
        DRAFT,
        POSTED,
        VOID
    }

    /** The life of a time entry in the delivery system. */
    enum TimeStatus {
        DRAFT,
        SUBMITTED,
        APPROVED,
        DELETED
    }

    /** The life of a change of terms in the commercial system. */
    enum ChangeStatus {
        PROPOSED,
        APPROVED,
        REJECTED
    }

    /**
     * A deal: an opportunity, or a contract that began elsewhere. It is the root of an engagement.
     *
     * @param amount the headline price as the commercial system states it
     * @param closeDate the commercial close date
     * @param signedOn the day of signature, when the system knows one
     * @param approvedAt when the terms were approved internally, when the system knows it
     * @param bookedOn the day the mapping says the contract counts from, overriding signature and
     *     approval
     */
    record Deal(
            RecordKey key,
            String name,
            Stage stage,
            RecordKey customer,
            Optional<Money> amount,
            Optional<LocalDate> closeDate,
            Optional<LocalDate> signedOn,
            Optional<Instant> approvedAt,
            Optional<String> approvedBy,
            Optional<LocalDate> bookedOn,
            Optional<String> unit,
            Optional<String> legalEntity,
            Optional<String> purchaseOrder,
            List<DealLine> lines,
            Map<String, String> attributes)
            implements CanonicalRecord {
        public Deal {
            lines = List.copyOf(lines);
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * One priced line of a deal, still in the commercial system's words; gates turn it into terms.
     *
     * @param pricingModel {@code fixed-fee-milestones}, {@code fixed-fee-calendar}, {@code
     *     time-and-materials}, {@code internal}, ...
     * @param listPrice the undiscounted price, for the discount gate
     * @param conditions what the pricing model asks for beyond price and schedule, by name ({@code
     *     included}, {@code unused}, {@code advance}, ...), still as text
     * @param tiers prices by quantity, the lowest first
     */
    record DealLine(
            String id,
            String name,
            String serviceLine,
            String pricingModel,
            Optional<Money> amount,
            Optional<Money> listPrice,
            Optional<LocalDate> from,
            Optional<LocalDate> until,
            List<PlannedMilestone> milestones,
            List<PlannedInstalment> instalments,
            List<RoleEstimate> estimates,
            Optional<String> rateCard,
            Optional<Money> cap,
            Optional<Money> standaloneSellingPrice,
            Optional<String> revenueMethod,
            List<PlannedTier> tiers,
            Map<String, String> conditions) {
        public DealLine {
            milestones = List.copyOf(milestones);
            instalments = List.copyOf(instalments);
            estimates = List.copyOf(estimates);
            tiers = List.copyOf(tiers);
            conditions = Map.copyOf(conditions);
        }
    }

    /**
     * The price of units within a range of quantities.
     *
     * @param upTo the last quantity of the range; empty for all that is above the tiers before
     * @param per how many units the price is for; empty for one
     */
    record PlannedTier(Optional<BigDecimal> upTo, Money price, Optional<BigDecimal> per) {}

    /** A milestone as sold: a fixed amount or a share of the line's price, never both. */
    record PlannedMilestone(
            String id,
            String name,
            Optional<LocalDate> due,
            Optional<Money> amount,
            Optional<BigDecimal> share) {}

    /** A dated instalment as sold. */
    record PlannedInstalment(LocalDate on, Money amount) {}

    /** Hours assumed for a role, and the rate that was assumed for them. */
    record RoleEstimate(String role, BigDecimal hours, Optional<Money> rate) {}

    /**
     * A change of the terms of a deal that is booked.
     *
     * @param number orders changes that take effect on the same day
     * @param kind what it is commercially, where its content does not tell: {@code renewed}, {@code
     *     co-termed}, {@code terminated-for-convenience}, ...
     * @param effective from when it counts; from its agreement when empty
     * @param lines the lines that it touches, each as it is from then on, and those that it adds
     * @param changes what else is known of a line: that it ends or pauses, what it is worth alone
     */
    record ChangeOrder(
            RecordKey key,
            RecordKey deal,
            String number,
            ChangeStatus status,
            Optional<String> kind,
            Optional<LocalDate> signedOn,
            Optional<Instant> approvedAt,
            Optional<String> approvedBy,
            Optional<LocalDate> effective,
            Optional<String> purchaseOrder,
            Optional<String> legalEntity,
            Optional<String> reason,
            List<DealLine> lines,
            List<LineChange> changes,
            Map<String, String> attributes)
            implements CanonicalRecord {
        public ChangeOrder {
            lines = List.copyOf(lines);
            changes = List.copyOf(changes);
            attributes = Map.copyOf(attributes);
        }

        /** What else is known of a line. */
        public Optional<LineChange> change(String line) {
            return changes.stream().filter(each -> each.line().equals(line)).findFirst();
        }
    }

    /**
     * What is known of a changed line besides its content.
     *
     * @param what {@code ends}, {@code pauses} or {@code resumes}
     * @param distinct whether what is left to deliver is distinct from what was delivered
     * @param atStandalonePrice whether an added line is sold at what it sells for alone
     */
    record LineChange(
            String line,
            Optional<String> what,
            Optional<Boolean> distinct,
            Optional<Boolean> atStandalonePrice) {}

    /** A customer as one system knows it. */
    record Customer(
            RecordKey key,
            String name,
            Optional<String> street,
            Optional<String> city,
            Optional<String> postalCode,
            Optional<String> country,
            Optional<String> taxId,
            Optional<String> domain,
            boolean blocked,
            Map<String, String> attributes)
            implements CanonicalRecord {
        public Customer {
            attributes = Map.copyOf(attributes);
        }
    }

    /** A person whose time is worked and costed. */
    record Person(RecordKey key, String name, Optional<String> role, Map<String, String> attributes)
            implements CanonicalRecord {
        public Person {
            attributes = Map.copyOf(attributes);
        }
    }

    /** Hours that a person was available in a half-open range of days. */
    record Capacity(
            RecordKey key, RecordKey person, LocalDate from, LocalDate until, BigDecimal hours)
            implements CanonicalRecord {}

    /** A delivery project, as the delivery system holds it. */
    record Project(
            RecordKey key, String name, Optional<String> status, Map<String, String> attributes)
            implements CanonicalRecord {
        public Project {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * A milestone in the delivery system.
     *
     * @param milestone our milestone id, as we wrote it into the delivery system
     * @param acceptedShare 1 when accepted in full
     */
    record Milestone(
            RecordKey key,
            RecordKey project,
            String milestone,
            Optional<LocalDate> acceptedOn,
            BigDecimal acceptedShare)
            implements CanonicalRecord {}

    /**
     * Time that a person worked.
     *
     * @param hours decimal hours, never negative
     * @param role the role or grade that the rate card prices; empty when the system does not say
     */
    record TimeEntry(
            RecordKey key,
            RecordKey project,
            RecordKey person,
            LocalDate on,
            BigDecimal hours,
            Optional<String> role,
            boolean billable,
            TimeStatus status,
            Map<String, String> attributes)
            implements CanonicalRecord {
        public TimeEntry {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * Money that was spent for a project.
     *
     * @param line the line of the deal that it belongs to, when the system knows one
     * @param amount what was paid, without tax that is reclaimed
     * @param quantity days or kilometres, where the category is paid by a rate
     * @param receipt whether a receipt is kept
     */
    record Expense(
            RecordKey key,
            RecordKey project,
            Optional<RecordKey> person,
            Optional<String> line,
            LocalDate on,
            String category,
            Money amount,
            Optional<BigDecimal> quantity,
            boolean billable,
            boolean receipt,
            TimeStatus status)
            implements CanonicalRecord {}

    /**
     * Units that a customer used, or that were delivered and accepted.
     *
     * @param line the line of the deal that it belongs to, when the system knows one
     * @param quantity decimal units, never negative
     */
    record Usage(
            RecordKey key,
            RecordKey project,
            Optional<String> line,
            LocalDate on,
            BigDecimal quantity,
            TimeStatus status)
            implements CanonicalRecord {}

    /**
     * How far a line has come and what it will take, as the delivery system holds it.
     *
     * @param line the line of the deal that it belongs to, when the system knows one
     * @param on the day from which it counts
     * @param percentComplete measured progress, 0 to 100
     * @param totalHours hours that the whole line is expected to take
     * @param totalCost cost that the whole line is expected to have
     * @param variable what of a variable amount is highly probable not to be reversed
     * @param materials part of the total cost: what is bought, handed over and not installed by us
     */
    record Estimate(
            RecordKey key,
            RecordKey project,
            Optional<String> line,
            LocalDate on,
            Optional<BigDecimal> percentComplete,
            Optional<BigDecimal> totalHours,
            Optional<Money> totalCost,
            Optional<Money> variable,
            Optional<Money> materials)
            implements CanonicalRecord {}

    /**
     * A sales invoice in the financial system.
     *
     * @param reference our document key, as we wrote it; empty for an invoice made by hand
     */
    record Invoice(
            RecordKey key,
            Optional<String> reference,
            Optional<String> number,
            DocumentStatus status,
            LocalDate date,
            Money net,
            Money tax)
            implements CanonicalRecord {}

    /**
     * A credit note in the financial system; what its parts leave open credits what was billed
     * last.
     */
    record CreditNote(
            RecordKey key,
            RecordKey invoice,
            Optional<String> reference,
            Optional<String> number,
            DocumentStatus status,
            LocalDate date,
            Optional<Money> net,
            Optional<Money> tax,
            List<CreditedPart> parts)
            implements CanonicalRecord {
        public CreditNote {
            parts = List.copyOf(parts);
        }
    }

    /** Money received for an invoice. */
    record Payment(RecordKey key, RecordKey invoice, LocalDate on, Money amount)
            implements CanonicalRecord {}

    /** A journal in the financial system. */
    record Journal(
            RecordKey key,
            Optional<String> reference,
            Optional<String> number,
            DocumentStatus status,
            LocalDate date)
            implements CanonicalRecord {}

    /** An accounting period of a legal entity, as the financial system holds it. */
    record Period(RecordKey key, String legalEntity, LocalDate from, LocalDate until, String state)
            implements CanonicalRecord {}

    /**
     * What was published of one day: how much of each currency one unit of the base is worth.
     * Currencies that nothing was published of are left out.
     */
    record ExchangeRates(RecordKey key, String base, LocalDate on, Map<String, BigDecimal> rates)
            implements CanonicalRecord {
        public ExchangeRates {
            rates = Map.copyOf(rates);
        }
    }

    /** Reference data that mappings look up: products, offices, accounting codes, ... */
    record Reference(RecordKey key, Map<String, String> attributes) implements CanonicalRecord {
        public Reference {
            attributes = Map.copyOf(attributes);
        }
    }
}
