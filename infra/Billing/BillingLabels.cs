using Platform.Infra.Naming;

namespace Platform.Infra.Billing;

/// <summary>As <see cref="WorkloadLabels"/> has them.</summary>
internal static class BillingLabels
{
    /// <summary>Also the namespace, the service account and the host in the internal zone.</summary>
    public const string Application = WorkloadLabels.Billing;

    /// <summary>Of the tokens that the pods have.</summary>
    public const string Subject = $"system:serviceaccount:{Application}:{Application}";

    public static Dictionary<string, string> Selector => new() { ["app.kubernetes.io/name"] = Application };

    public static Dictionary<string, string> All(string stack)
        => new(WorkloadLabels.All(stack)) { ["app.kubernetes.io/name"] = Application };
}
