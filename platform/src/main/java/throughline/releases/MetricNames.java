package throughline.releases;

import java.util.Set;

/** The names of everything that is computed, so that a landscape can say whose each of it is. */
public final class MetricNames {

    /** All of them; a test holds them against the metrics themselves. */
    public static final Set<String> ALL =
            Set.of(
                    "acv",
                    "at-risk",
                    "available-hours",
                    "backlog-billing",
                    "backlog-revenue",
                    "billable-hours",
                    "billable-mix",
                    "billings",
                    "bookings",
                    "bookings-gross",
                    "bookings-net",
                    "burn",
                    "burn-billing",
                    "cancellations",
                    "collected",
                    "contract-asset",
                    "contract-value",
                    "cost",
                    "cutoff-exposure",
                    "data-quality",
                    "deferred-revenue",
                    "dso",
                    "entitled",
                    "exceptions-at-stake",
                    "grr",
                    "hours",
                    "leakage",
                    "lock-up",
                    "loss-provision",
                    "margin-at-completion",
                    "nrr",
                    "project-margin",
                    "realization-billing",
                    "realization-collection",
                    "realization-rate",
                    "receivable",
                    "recognized-revenue",
                    "renewal-rate",
                    "scheduled-backlog",
                    "sla-attainment",
                    "sla-attainment-money",
                    "soft-bookings",
                    "tcv",
                    "unbilled",
                    "unbilled-aged",
                    "unbilled-days",
                    "unscheduled-backlog",
                    "utilization",
                    "written-off");

    private MetricNames() {}
}
