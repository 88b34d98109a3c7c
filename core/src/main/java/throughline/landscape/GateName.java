package throughline.landscape;

/** The nine gates between a closed-won deal and an active project, in their order. */
public enum GateName {
    CUSTOMER,
    LEGAL_ENTITY,
    PRICING,
    TAX,
    TEMPLATE,
    SCHEDULE,
    RESOURCES,
    REVENUE,
    APPROVALS
}
