namespace Platform.Review.Evaluation;

/// <summary>The subscription, tenant and caller of every plan.</summary>
internal static class Tenant
{
    public const string TenantId = "11111111-1111-1111-1111-111111111111";
    public const string ClientId = "22222222-2222-2222-2222-222222222222";
    public const string ObjectId = "33333333-3333-3333-3333-333333333333";

    private static readonly AsyncLocal<string?> _given = new();

    /// <summary>
    /// Nobody's, unless a plan is evaluated for a subscription that there is, whose id is in names that are unique in Azure.
    /// </summary>
    public static string SubscriptionId => _given.Value ?? "00000000-0000-0000-0000-000000000000";

    /// <summary>For what the caller does from here on.</summary>
    public static void Enter(string subscriptionId) => _given.Value = subscriptionId;
}
