namespace Platform.Infra.Settings;

/// <summary>Whether use is metered, billed and paid, and where.</summary>
/// <param name="Provider">Who takes the money.</param>
/// <param name="Sandbox">Whether the provider only plays: no real money moves.</param>
/// <param name="Image">The image of billing that was built elsewhere, by its digest; empty where the registry builds it.</param>
/// <param name="CpuMillicores">CPU requested and granted to each of the two instances, in thousandths of a core.</param>
/// <param name="MemoryMebibytes">Memory of each.</param>
/// <param name="MinimumCharge">Net amounts below are carried to the next invoice, in whole units of the gateway's currency.</param>
/// <param name="DueDays">From an invoice's issue to when it is to be paid.</param>
/// <param name="IngestMinutes">How long usage may wait to be read before an alert fires.</param>
/// <param name="UnknownMinutes">How long it may be unknown whether a charge was taken.</param>
/// <param name="Console">Whether customers have a console, behind the gateway.</param>
/// <param name="SignIn">Where customers sign in to it.</param>
/// <param name="Consent">Whether customers can let calls be collected.</param>
/// <param name="MonthlyBudget">What billing's own resources may cost in a month, in the subscription's currency.</param>
internal sealed record BillingSettings(
    bool Enabled, PaymentProvider Provider, bool Sandbox, string Image, int CpuMillicores, int MemoryMebibytes, int MinimumCharge, int DueDays,
    int IngestMinutes, int UnknownMinutes, int MonthlyBudget, bool Console, SignInSettings SignIn, bool Consent, NoticeSettings Notices, UsageSettings Usage,
    DatabaseSettings Database)
{
    /// <summary>Whether anybody takes the money.</summary>
    public bool HasProvider => Enabled && Provider != PaymentProvider.None;

    /// <summary>Whether customers see billing: without it there is no console.</summary>
    public bool HasConsole => Enabled && Console;

    /// <summary>Whether customers can let calls be collected.</summary>
    public bool Collects => Enabled && Consent;

    /// <summary>Whether something of the configuration is in the vault alone: credentials of provider or mail server.</summary>
    public bool NeedsSecret => HasProvider || Enabled && Notices.HasMail;

    /// <summary>Besides Azure's own, what billing calls by name.</summary>
    public IReadOnlyList<string> Hosts
    {
        get
        {
            string[] others = [.. new[] { Enabled ? Notices.WebhookHost : null, HasConsole ? SignIn.Host : null }.OfType<string>()];
            return others.Length > 0 ? [.. ProviderHosts, .. others] : ProviderHosts;
        }
    }

    /// <summary>As paths have it; null where nobody takes the money.</summary>
    public string? ProviderName => HasProvider ? Provider.ToString().ToLowerInvariant() : null;

    /// <summary>
    /// Where the provider answers, and where it keeps the certificates of its webhooks:
    /// https://developer.paypal.com/api/rest/webhooks/rest, https://docs.stripe.com/ips
    /// </summary>
    public IReadOnlyList<string> ProviderHosts => (HasProvider ? Provider : PaymentProvider.None) switch
    {
        PaymentProvider.Paypal when Sandbox => ["api-m.sandbox.paypal.com", "api.sandbox.paypal.com"],
        PaymentProvider.Paypal => ["api-m.paypal.com", "api.paypal.com"],
        // The key says whether it plays
        PaymentProvider.Stripe => ["api.stripe.com"],
        _ => [],
    };

    public static BillingSettings Read(SettingsReader settings) => new(
        settings.Flag("billingEnabled", false),
        settings.Choice("billingProvider", (PaymentProvider?)PaymentProvider.None),
        settings.Flag("billingSandbox", true),
        RegistrySettings.ReadImage(settings, "billingImage", "billing"),
        settings.Whole("billingCpuMillicores", 250, min: 100, max: 8000),
        settings.Whole("billingMemoryMebibytes", 512, min: 256, max: 16384),
        settings.Whole("billingMinimumCharge", 1, min: 0, max: 1000),
        settings.Whole("billingDueDays", 14, min: 0, max: 120),
        settings.Whole("billingIngestMinutes", 10, min: 1, max: 1440),
        settings.Whole("billingUnknownMinutes", 60, min: 5, max: 1440),
        settings.Whole("billingBudgetMonthly", 300, min: 1, max: 1_000_000),
        settings.Flag("billingConsole", false),
        SignInSettings.Read(settings),
        settings.Flag("billingConsent", false),
        NoticeSettings.Read(settings),
        UsageSettings.Read(settings),
        DatabaseSettings.Read(settings));
}
