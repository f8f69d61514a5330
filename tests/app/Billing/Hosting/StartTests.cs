using Platform.Billing.Hosting;
using Platform.Payments.PayPal;
using Platform.Payments.Stripe;

namespace Platform.Billing.Tests.Hosting;

/// <summary>What is wrong is said in one message, and nothing starts half.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("billing").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    public static TheoryData<string[], string> Wrong => new()
    {
        {
            ["--Billing:DueDays", "400"],
            "DataAnnotation validation failed for 'BillingOptions' members: 'DueDays' with the error: 'Billing:DueDays must be 0 to 120'."
        },
        { ["--Billing:Payments", "/no/such/file.json"], "Billing:Payments is '/no/such/file.json', which is not there" },
        {
            ["--Billing:Plans", "/no/such/plans.json"],
            "Billing:Plans is '/no/such/plans.json', which cannot be read: Could not find a part of the path '/no/such/plans.json'."
        },
        {
            ["--Operator:Keys:ann", "short"],
            "DataAnnotation validation failed for 'OperatorOptions' members: '' with the error: 'Operator:Keys:ann has 5 characters; "
            + "expected 32 or more, such as 'openssl rand -base64 32' gives'."
        },
        {
            ["--Operator:Authority", "http://login.example", "--Operator:Audience", "b"],
            "DataAnnotation validation failed for 'OperatorOptions' members: '' with the error: 'Operator:Authority is "
            + "'http://login.example/'; expected an https address'."
        },
        {
            ["--Operator:Authority", "https://login.example"],
            "DataAnnotation validation failed for 'OperatorOptions' members: '' with the error: 'Operator:Authority is set without "
            + "Operator:Audience; name the application that tokens are for'."
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Serve_WithAWrongSetting_SaysWhichOne(string[] settings, string message)
        => Assert.Equal((1, $"{message}\n"), await ServeAsync(settings));

    [Theory]
    [InlineData(
        "\"currency\":\"XXX\",\"fixedMicros\":1,\"effective\":\"2026-01-01T00:00:00Z\"",
        "currency 'XXX' cannot be charged; expected one of AUD, BRL, CAD, CHF, CNY, CZK, DKK, EUR, GBP, HKD, HUF, ILS, JPY, MXN, MYR, "
        + "NOK, NZD, PHP, PLN, SEK, SGD, THB, TWD, USD")]
    [InlineData(
        "\"currency\":\"EUR\",\"fixedMicros\":1",
        "'PLANS' does not fit at '$[1]' (line 1), where 'effective' is missing; see docs/billing.md for its form")]
    [InlineData(
        "\"currency\":\"EUR\",\"fixedMicros\":-1,\"effective\":\"2026-01-01T00:00:00Z\"",
        "plan 'silver' version 1: fixedMicros is -1; expected 0 or more")]
    [InlineData(
        "\"currency\":\"EUR\",\"fixedMicros\":1,\"effective\":\"2026-01-01T00:00:00Z\",\"trial\":{\"days\":0,\"then\":\"silver\"}",
        "plan 'silver' version 1: the trial is 0 days long; expected 1 to 366; the trial goes on as 'silver' itself; expected "
        + "another plan")]
    public async Task Serve_WithOneWrongPlan_AddsNone(string members, string message)
    {
        var plans = Path.Combine(_folder, "plans.json");
        File.WriteAllText(
            plans,
            $$"""[{"plan":"gold","version":1,"currency":"EUR","fixedMicros":1,"effective":"2026-01-01T00:00:00Z","meters":[]}"""
            + $$""",{"plan":"silver","version":1,{{members}},"meters":[]}]""");

        Assert.Equal((1, $"{message.Replace("PLANS", plans, StringComparison.Ordinal)}\n"), await ServeAsync(["--Billing:Plans", plans]));
        await using var connection = await new Billing.Data.SqliteDatabase(Path.Combine(_folder, "billing.db")).OpenAsync(default);
        Assert.Equal(0, await Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, "SELECT COUNT(*) FROM plan_version"));
    }

    [Fact]
    public async Task Serve_WithCredentialsThatAreRefused_NamesTheSettings()
    {
        await using var server = await PayPalServer.StartAsync(TimeProvider.System);

        Assert.Equal(
            (1,
                $"PayPal at {server.Address} refuses PayPal:ClientId and PayPal:ClientSecret; set those of the application, and its "
                + "own address\n"),
            await ServeAsync(
                ["--PayPal:Address", server.Address.AbsoluteUri, "--PayPal:ClientId", "me", "--PayPal:ClientSecret", "wrong"]));
        Assert.Equal(
            (1, $"Stripe at {server.Address} refuses Stripe:SecretKey; set that of the account, and its own address\n"),
            await ServeAsync(["--Stripe:Address", server.Address.AbsoluteUri, "--Stripe:SecretKey", "sk_test_wrong"]));
    }

    [Fact]
    public async Task Serve_WithCredentialsFromAFile_StartsWithBothProviders()
    {
        await using var server = await PayPalServer.StartAsync(TimeProvider.System);
        var file = Path.Combine(_folder, "payments.json");
        File.WriteAllText(file, $$"""
            {
              "PayPal": {
                "Address": "{{server.Address}}", "ClientId": "{{PayPalEndpoints.ClientId}}",
                "ClientSecret": "{{PayPalEndpoints.ClientSecret}}"
              },
              "Stripe": { "Address": "{{server.Address}}", "SecretKey": "{{StripeEndpoints.SecretKey}}" }
            }
            """);

        await using var app = BillingServer.Create([.. Settings, "--Billing:Payments", file]);
        await BillingServer.StartAsync(app.Services);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        foreach (var provider in new[] { "paypal", "stripe" })
            Assert.Equal(400, (int)(await client.PostAsync($"/webhooks/{provider}", new StringContent("{}"))).StatusCode);
        await app.StopAsync();
    }

    [Fact]
    public async Task Serve_OnADatabaseOfANewerProgram_SaysSo()
    {
        await using (var app = BillingServer.Create(Settings))
            await BillingServer.StartAsync(app.Services);
        await using (var connection = await new Billing.Data.SqliteDatabase(Path.Combine(_folder, "billing.db")).OpenAsync(default))
            await Dapper.SqlMapper.ExecuteAsync(connection, "INSERT INTO migration VALUES (900, 'later', 'x', 0)");

        var (code, errors) = await ServeAsync([]);

        Assert.Equal(1, code);
        Assert.Matches("^the database is at step 900 and this program knows steps up to [0-9]+; run the newer program\n$", errors);
    }

    private string[] Settings
    => [
        "--Billing:Database", Path.Combine(_folder, "billing.db"), "--Billing:Usage", _folder, "--Logging:LogLevel:Default", "None",
        "--urls", "http://127.0.0.1:0",
        "--Billing:DrainMilliseconds", "0",
    ];

    private async Task<(int Code, string Errors)> ServeAsync(string[] settings)
    {
        using var errors = new StringWriter { NewLine = "\n" };
        var code = await BillingServer.RunAsync(["serve", .. Settings, .. settings], TextWriter.Null, errors);
        return (code, errors.ToString());
    }
}
