using Platform.Infra.Settings;

namespace Platform.Infra.Observability;

/// <summary>
/// What billing says of itself. Both pods count, and the one that waits counts nothing: of what is counted, the most. Names of metrics as
/// docs/observability.md has them.
/// </summary>
internal static class BillingAlerts
{
    public static PrometheusAlert[] All(BillingSettings settings)
    => [
        new("UsageLogBroken", "max by (cluster) (billing_usage_logs{state=\"broken\"}) > 0", "PT5M", 1,
            "A usage log cannot be read on: its calls are not billed until somebody looks"),
        new("UsageLogAbandoned", "max by (cluster) (increase(billing_usage_logs_abandoned_total[1d])) > 0", "PT5M", 2,
            "A server fell silent without closing its usage log; what it still brings is billed late"),
        new("IngestBehind", $"max by (cluster) (billing_ingest_lag_seconds) > {settings.IngestMinutes * 60}", "PT5M", 2,
            "Usage waits to be read for too long"),
        new("ChargeUnknown", $"max by (cluster) (billing_charge_unknown_seconds) > {settings.UnknownMinutes * 60}", "PT5M", 1,
            "For too long it is unknown whether a charge was taken; the customer must not be charged again before it is known"),
        new("InvariantBroken", "max by (cluster, invariant) (billing_invariant_violations) > 0", "PT1M", 1,
            "The books do not add up: run `billing verify`"),
        new("NoticeDead", "max by (cluster) (billing_notices{state=\"dead\"}) > 0", "PT5M", 2,
            "A customer could not be told something, such as that an invoice is not paid: docs/customers.md"),
        new("ConsentFileOld", "max by (cluster) (billing_consent_file_age_seconds) > 600", "PT5M", 2,
            "The servers' file of consents is not written any more, so that nothing is collected"),
        new("ErasureLate", "max by (cluster) (billing_erasure_late_seconds) > 86400", "PT5M", 1,
            "What a customer withdrew is not erased for a day"),
        new("ModelDrift", "max by (cluster, model, version, feature, statistic, expected, seen) (billing_drift_alert) > 0", "PT5M", 2,
            "Calls are not what the model was trained on any more: its labels say which feature, what was expected and what is seen; "
            + "docs/drift.md"),
        new("CollectionBlocked", "max by (cluster, reason) (inference_collection_blocked) > 0", "PT15M", 3,
            "A server collects nothing, and its label says why: docs/collection.md"),
        new("BillingIdle", "absent(billing_active == 1)", "PT10M", 1, "No instance of billing works"),
    ];
}
