using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Billing;

/// <summary>The stacks as they are committed: with billing.</summary>
public sealed class BilledStacks : IAsyncLifetime
{
    internal StackRun Dev { get; private set; } = null!;
    internal StackRun Prod { get; private set; } = null!;
    internal StackRun Approved { get; private set; } = null!;
    internal StackRun Unpaid { get; private set; } = null!;
    internal StackRun Mailing { get; private set; } = null!;
    internal StackRun Posting { get; private set; } = null!;

    /// <summary>Its customers sign in at an external tenant.</summary>
    internal StackRun External { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Dev = await StackRun.OfAsync("dev", ("billingEnabled", "true"));
        Prod = await StackRun.OfAsync("prod", ("billingEnabled", "true"));
        Approved = await StackRun.OfAsync("prod", ("billingEnabled", "true"), ("networkIsolation", "privateApprovedOutbound"));
        Unpaid = await StackRun.OfAsync("prod", ("billingEnabled", "true"), ("billingProvider", "none"));
        Mailing = await StackRun.OfAsync(
            "dev", ("billingEnabled", "true"), ("billingProvider", "none"), ("billingConsole", "false"), ("billingConsent", "true"),
            ("billingRecordsDays", "60"), ("billingRecordsPercent", "25"),
            ("billingNoticesSmtpHost", "smtp.example.com"), ("billingNoticesSmtpPort", "465"),
            ("billingNoticesFrom", "billing@example.com"));
        Posting = await StackRun.OfAsync(
            "prod", ("billingEnabled", "true"), ("networkIsolation", "privateApprovedOutbound"), ("gatewayExposure", "public"),
            ("billingNoticesWebhook", "https://hooks.example.com/notices"));
        External = await StackRun.OfAsync(
            "prod", ("billingEnabled", "true"), ("networkIsolation", "privateApprovedOutbound"),
            ("billingSignInAuthority", "https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0"),
            ("billingSignInClientId", "11111111-2222-3333-4444-555555555555"));
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
