namespace Platform.Infra.Naming;

/// <summary>https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/</summary>
internal static class WorkloadLabels
{
    public const string Application = "inference";

    /// <summary>The application beside it: its label, its namespace, its service account and its host in the internal zone.</summary>
    public const string Billing = "billing";

    public static Dictionary<string, string> Selector => new() { ["app.kubernetes.io/name"] = Application };

    public static Dictionary<string, string> All(string stack) => new(Selector)
    {
        ["app.kubernetes.io/part-of"] = "platform",
        ["app.kubernetes.io/instance"] = stack,
        ["app.kubernetes.io/managed-by"] = "pulumi",
    };
}
