namespace Platform.Infra.Settings;

/// <summary>Whether use is metered, billed and paid, and where.</summary>
/// <param name="SignIn">Where customers sign in to it.</param>
internal sealed record BillingSettings(
    bool Enabled, PaymentProvider Provider, bool Sandbox, string Image, int CpuMillicores, int MemoryMebibytes, int MinimumCharge,
    int DueDays,
    int IngestMinutes, int UnknownMinutes, int MonthlyBudget, bool Console, SignInSettings SignIn, bool Consent, NoticeSettings Notices,
    UsageSettings Usage,
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
        settings.Flag(new("billingEnabled", "Whether use is metered, billed and paid; false leaves all of it out"), false),
        settings.Choice(
            new(
                "billingProvider",
                "Who takes the money, none (invoices stay open), paypal or stripe; its credentials go into the vault, "
                + "docs/runbooks/billing.md"),
            (PaymentProvider?)PaymentProvider.None),
        settings.Flag(new("billingSandbox", "Whether the payment provider only plays, and no money moves"), true),
        RegistrySettings.ReadImage(
            settings,
            new(
                "billingImage",
                "The image of billing that was built elsewhere, by its digest, where registryImage is set; empty where the "
                + "registry builds it"),
            "billing"),
        settings.Whole(
            new("billingCpuMillicores", "CPU of each of the two instances, {range} thousandths of a core"), 250, min: 100, max: 8000),
        settings.Whole(new("billingMemoryMebibytes", "Memory of each, {range} MiB"), 512, min: 256, max: 16384),
        settings.Whole(
            new("billingMinimumCharge", "Net amounts below are carried to the next invoice, {range} whole units of gatewayCurrency"),
            1, min: 0, max: 1000),
        settings.Whole(new("billingDueDays", "From an invoice's issue to when it is to be paid, {range} days"), 14, min: 0, max: 120),
        settings.Whole(
            new("billingIngestMinutes", "How long usage may wait to be read before an alert fires, {range} minutes"),
            10, min: 1, max: 1440),
        settings.Whole(
            new("billingUnknownMinutes", "How long it may be unknown whether a charge was taken before an alert fires, {range} minutes"),
            60, min: 5, max: 1440),
        settings.Whole(
            new(
                "billingBudgetMonthly",
                "What billing's database and storage may cost in a month before a mail warns, in the subscription's currency"),
            300, min: 1, max: 1_000_000),
        settings.Flag(
            new(
                "billingConsole",
                "Whether customers have a console behind the gateway, and an application in Entra to sign in to; docs/customers.md"),
            false),
        SignInSettings.Read(settings),
        settings.Flag(
            new(
                "billingConsent",
                "Whether customers can let calls be collected; the key of their pseudonyms goes into the vault, docs/customers.md"),
            false),
        NoticeSettings.Read(settings),
        UsageSettings.Read(settings),
        DatabaseSettings.Read(settings));
}
