using Platform.Infra.Settings;

namespace Platform.Infra.Tests.Settings;

public sealed class BillingSettingsTests
{
    private const string Set = "pulumi config set --stack test";
    private const string On = "true";
    private const string Issuer = "https://contoso.ciamlogin.com/00000000-0000-0000-0000-000000000000/v2.0";
    private const string AnIssuer = "the https issuer of one tenant, such as " + Issuer + "; or nothing for the stack's own";

    [Fact]
    public void Load_OnlyRequired_BillsNothing()
    {
        var billing = SettingsCase.Load().Billing;

        Assert.Equal((false, PaymentProvider.None, true, false), (billing.Enabled, billing.Provider, billing.Sandbox, billing.HasProvider));
        Assert.Empty(billing.ProviderHosts);
        Assert.Equal(new UsageSettings(true, 1000, 1024, 400, 90, 10), billing.Usage);
        Assert.Equal(new DatabaseSettings("Standard_D2ds_v5", 32, DatabaseStandby.ZoneRedundant, "", 35, true), billing.Database);
    }

    [Theory]
    [InlineData("paypal", "true", "api-m.sandbox.paypal.com")]
    [InlineData("paypal", "false", "api-m.paypal.com")]
    [InlineData("stripe", "true", "api.stripe.com")]
    public void Load_Provider_SaysWhereItAnswers(string provider, string sandbox, string host)
    {
        var settings = SettingsCase.Load(("billingEnabled", On), ("billingProvider", provider), ("billingSandbox", sandbox));

        Assert.Equal((host, provider), (settings.Billing.ProviderHosts[0], settings.Billing.ProviderName));
        Assert.Equal(settings.Billing.ProviderHosts, settings.Network.PaymentHosts);
    }

    [Theory]
    [InlineData(
        "billingDatabaseSize", "Standard_F2", "a machine of the B, D or E series, such as Standard_B2s or Standard_D2ds_v5",
        "Standard_D2ds_v5")]
    [InlineData("billingDatabaseGigabytes", "33", "one of 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, the sizes of disks", "64")]
    [InlineData("billingDatabaseZone", "4", "1, 2, 3, or nothing for Azure's choice", "1")]
    [InlineData("billingDatabaseBackupDays", "6", "a whole number from 7 to 35", "35")]
    [InlineData("billingProvider", "cash", "none, paypal, stripe", "none")]
    [InlineData("billingNoticesSmtpHost", "smtp", "a mail server's name; or nothing", "smtp.example.com")]
    [InlineData("billingNoticesWebhook", "http://hooks.example.com", "an https address; or nothing", "https://hooks.example.com/notices")]
    [InlineData("billingNoticesFrom", "Platform", "an e-mail address; or nothing", "billing@example.com")]
    [InlineData("billingNoticesSmtpPort", "25", "a port for submission, as Azure lets nobody out to port 25", "587")]
    [InlineData("billingSignInAuthority", "http://contoso.ciamlogin.com/contoso/v2.0", AnIssuer, Issuer)]
    [InlineData("billingSignInAuthority", "https://contoso.ciamlogin.com", AnIssuer, Issuer)]
    [InlineData("billingSignInAuthority", "https://login.microsoftonline.com/common/v2.0", AnIssuer, Issuer)]
    [InlineData("billingSignInAuthority", Issuer + "?p=b2c_1", AnIssuer, Issuer)]
    [InlineData("billingSignInClientId", "console", "the id of an application, a GUID; or nothing", "00000000-0000-0000-0000-000000000000")]
    [InlineData("billingSpoolMebibytes", "2048", "a whole number from 64 to 2047", "1024")]
    public void Load_BadValue_SaysWhatIsAllowed(string key, string given, string allowed, string example)
        => Assert.Equal(
            SettingsCase.Problem($"platform:{key}", $"'{given}'", allowed, $"{Set} {key} {example}"), SettingsCase.Message((key, given)));

    [Fact]
    public void Load_SignInElsewhere_NeedsItsApplicationAndPassesTheFirewall()
    {
        const string id = "11111111-2222-3333-4444-555555555555";
        var settings = SettingsCase.Load(
            ("billingEnabled", On), ("billingConsole", On), ("billingSignInAuthority", Issuer), ("billingSignInClientId", id));

        Assert.Equal((true, "contoso.ciamlogin.com"), (settings.Billing.SignIn.IsElsewhere, settings.Billing.SignIn.Host));
        Assert.Equal(["contoso.ciamlogin.com"], settings.Network.PaymentHosts);
        Assert.Empty(SettingsCase.Load(
            ("billingEnabled", On), ("billingSignInAuthority", Issuer), ("billingSignInClientId", id)).Network.PaymentHosts);
        Assert.Equal(
            SettingsCase.Problem(
                "platform:billingSignInClientId", "''",
                "the id of the console's application there, as platform:billingSignInAuthority is set",
                $"{Set} billingSignInClientId 00000000-0000-0000-0000-000000000000"),
            SettingsCase.Message(("billingSignInAuthority", Issuer)));
        Assert.Equal(
            SettingsCase.Problem(
                "platform:billingSignInClientId", $"'{id}'",
                "nothing, as platform:billingSignInAuthority is not set and the stack makes the application in its own tenant",
                "pulumi config rm --stack test billingSignInClientId"),
            SettingsCase.Message(("billingSignInClientId", id)));
    }

    [Fact]
    public void Load_MailServerWithoutASender_IsRefused()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:billingNoticesFrom", "''", "an address, as platform:billingNoticesSmtpHost is set",
                $"{Set} billingNoticesFrom billing@example.com"),
            SettingsCase.Message(("billingNoticesSmtpHost", "smtp.example.com")));

    [Fact]
    public void Load_StandbyOfABurstableMachine_IsRefused()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:billingDatabaseStandby", "'zoneRedundant'",
                "none, as platform:billingDatabaseSize is Standard_B1ms and machines of the B series have no standby",
                $"{Set} billingDatabaseStandby none"),
            SettingsCase.Message(("billingDatabaseSize", "Standard_B1ms")));

    [Fact]
    public void Load_CurrencyThatNobodyTakes_IsRefusedWhereItIsBilled()
    {
        Assert.Equal("ALL", SettingsCase.Load(("gatewayCurrency", "ALL")).Gateway.Currency);
        Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayCurrency", "'ALL'",
                "one that can be charged, as platform:billingEnabled is true: AUD, BRL, CAD, CHF, CNY, CZK, DKK, EUR, GBP, HKD, HUF, "
                + "ILS, JPY, MXN, MYR, NOK, NZD, PHP, PLN, SEK, SGD, THB, TWD, USD",
                $"{Set} gatewayCurrency EUR"),
            SettingsCase.Message(("gatewayCurrency", "ALL"), ("billingEnabled", On)));
    }

    [Fact]
    public void Load_ImageBuiltElsewhere_GoesWithTheOther()
    {
        var digest = new string('0', 64);

        Assert.Equal(
            SettingsCase.Problem(
                "platform:billingImage", "''",
                "the image of billing by its digest, as platform:registryImage is set and the registry builds none",
                $"{Set} billingImage registry.example.com/billing@sha256:{digest}"),
            SettingsCase.Message(("billingEnabled", On), ("registryImage", $"r.example.com/inference@sha256:{digest}")));
        Assert.Equal(
            SettingsCase.Problem(
                "platform:billingImage", $"'r.example.com/billing@sha256:{digest}'",
                "nothing, as platform:registryImage is not set and the registry builds both images",
                "pulumi config rm --stack test billingImage"),
            SettingsCase.Message(("billingEnabled", On), ("billingImage", $"r.example.com/billing@sha256:{digest}")));
    }
}
