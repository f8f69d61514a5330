namespace Platform.Review.Cloud;

/// <summary>The subscription, tenant and caller of every plan.</summary>
internal static class Tenant
{
    public const string SubscriptionId = "00000000-0000-0000-0000-000000000000";
    public const string TenantId = "11111111-1111-1111-1111-111111111111";
    public const string ClientId = "22222222-2222-2222-2222-222222222222";
    public const string ObjectId = "33333333-3333-3333-3333-333333333333";
}
