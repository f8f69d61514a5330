namespace Platform.Infra.Settings;

/// <summary>Settings of billing as they go together with the rest.</summary>
internal static class BillingRules
{
    // In any other one, invoices would be made that nobody can be charged
    private static readonly string[] _chargeable =
    [
        "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "MYR", "NOK", "NZD", "PHP",
        "PLN", "SEK", "SGD", "THB", "TWD", "USD",
    ];

    public static void Check(SettingsReader settings, PlatformSettings loaded)
    {
        var billing = loaded.Billing;
        // Who cannot build one image in the registry cannot build the other
        if (!loaded.Registry.IsBuilt && billing.Image.Length == 0)
            settings.Reject(
                "billingImage", "", "the image of billing by its digest, as platform:registryImage is set and the registry builds none",
                settings.Set("billingImage", $"registry.example.com/billing@sha256:{new string('0', 64)}"));
        if (loaded.Registry.IsBuilt && billing.Image.Length > 0)
            settings.Reject(
                "billingImage", billing.Image, "nothing, as platform:registryImage is not set and the registry builds both images",
                settings.Remove("billingImage"));
        // A firewall knows names of what speaks HTTP; mail it would have to let out to everywhere
        if (loaded.Network.Isolation == NetworkIsolation.PrivateApprovedOutbound && billing.Notices.HasMail)
            settings.Reject(
                "billingNoticesSmtpHost", billing.Notices.SmtpHost,
                "nothing, as platform:networkIsolation is privateApprovedOutbound and no mail leaves; set platform:billingNoticesWebhook",
                settings.Remove("billingNoticesSmtpHost"));
        // https://developer.paypal.com/docs/api/reference/currency-codes
        if (!_chargeable.Contains(loaded.Gateway.Currency))
            settings.Reject(
                "gatewayCurrency", loaded.Gateway.Currency,
                $"one that can be charged, as platform:billingEnabled is true: {string.Join(", ", _chargeable)}",
                settings.Set("gatewayCurrency", "EUR"));
    }
}
