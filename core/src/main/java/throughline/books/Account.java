package throughline.books;

/**
 * The accounts of an engagement. Memo accounts carry commitments, financial ones the ledger's view.
 */
public enum Account {
    /** Memo: contract value not yet billed. */
    BACKLOG_BILLING,
    /** Memo: contract value not yet recognized. */
    BACKLOG_REVENUE,
    /** Memo: what was agreed, billing side. */
    CONTRACT_VALUE_BILLING,
    /** Memo: what was agreed, revenue side. */
    CONTRACT_VALUE_REVENUE,
    /** Memo: on posted invoices, net of tax and credits. */
    BILLED,
    /** Memo: recognized so far. */
    EARNED,
    /** Financial: owed by the customer. */
    RECEIVABLE,
    /** Financial: billed less recognized; credit balance is a liability, debit balance an asset. */
    CONTRACT_POSITION,
    /** Financial: recognized revenue. */
    REVENUE,
    /** Financial: paid. */
    CASH,
    /** Memo: direct cost of work. */
    COST,
    /** Memo: the other side of cost. */
    COST_ABSORBED,
    /** Memo: gave the right to bill. */
    ENTITLED,
    /** Memo: entitlement that a posted invoice consumed; equals BILLED. */
    ENTITLEMENT_BILLED,
    /** Memo: entitled and not billed. */
    UNBILLED,
    /** Memo: entitled and given up with a reason. */
    WRITTEN_OFF,
    /** Memo: billable hours by their standard rates, which is what they would be worth at most. */
    STANDARD_WORTH,
    /** Memo: the other side of what hours would be worth. */
    STANDARD_WORTH_SHOWN,
    /** Memo: what work on changes that are not in force would be worth. */
    AT_RISK,
    /** Memo: the other side of what is at risk. */
    AT_RISK_SHOWN,
    /** Financial: expense for losses that contracts are expected to bring. */
    EXPECTED_LOSS,
    /** Financial: provided for these losses. */
    LOSS_PROVISION
}
