namespace Platform.Billing.Gateway;

/// <summary>States of a subscription at the gateway. All but the first are answered with 401.</summary>
internal static class GatewayStates
{
    public const string Active = "active";
    public const string Suspended = "suspended";
    public const string Cancelled = "cancelled";

    /// <param name="state">Of a subscription in the database.</param>
    /// <returns>Null for one that the gateway is to know nothing of yet.</returns>
    public static string? Of(string state) => state switch
    {
        // Who is late is dunned, and served
        "active" or "past_due" => Active,
        "suspended" => Suspended,
        "cancelled" => Cancelled,
        _ => null,
    };
}
