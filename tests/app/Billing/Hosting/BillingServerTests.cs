using Microsoft.Extensions.Hosting;
using Platform.Billing.Hosting;

namespace Platform.Billing.Tests.Hosting;

public sealed class BillingServerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("billing").FullName;

    private string Database => Path.Combine(_folder, "billing.db");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Serve_LogsInItsFolder_AreReadAndTheServiceIsActive()
    {
        new LogFile(_folder, "a.jsonl").Call(count: 3);
        await using var app = BillingServer.Create([.. Settings(), "--urls", "http://127.0.0.1:0", "--Billing:EveryMilliseconds", "10"]);
        await BillingServer.StartAsync(app.Services);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        HttpResponseMessage? ready = null;
        await Eventually.TrueAsync(async () => (ready = await client.GetAsync("/healthz/ready")).IsSuccessStatusCode);

        Assert.Equal("active", await ready!.Content.ReadAsStringAsync());
        Assert.Equal(
            (0, "usage logs     1 open\nsubscriptions  none\nperiods        none\ninvoices       none\n", ""), await RunAsync("status"));
        Assert.Equal(0, (await RunAsync("verify")).Code);
        await app.StopAsync();
    }

    [Fact]
    public async Task Serve_WithPlans_AddsThemOnce()
    {
        File.WriteAllText(
            Path.Combine(_folder, "plans.json"),
            """[{"plan":"gold","version":1,"currency":"EUR","fixedMicros":29000000,"effective":"2026-01-01T00:00:00Z","meters":["""
            + """{"meter":"calls","included":10,"tiers":[{"pricePico":200}]}]}]""");
        for (var i = 0; i < 2; i++)
        {
            await using var app = BillingServer.Create([.. Settings(), "--Billing:Plans", Path.Combine(_folder, "plans.json")]);
            await BillingServer.StartAsync(app.Services);
        }
    }

    [Theory]
    [InlineData(
        """[{"plan":"gold"}]""",
        "' does not fit at '$[0]' (line 1), where 'version', 'currency', 'fixedMicros', 'effective', 'meters' is missing; see "
        + "docs/billing.md for its form")]
    [InlineData(
        """[{"plan":"gold","version":1,"currency":"EUR","fixedMicros":1.5,"effective":"2026-01-01T00:00:00Z","meters":[]}]""",
        "' does not fit at '$[0].fixedMicros' (line 1); see docs/billing.md for its form")]
    [InlineData(
        """[{"plan":"gold","version":1,"currency":"EUR","fixedMicros":"15","effective":"2026-01-01T00:00:00Z","meters":[]}]""",
        "' does not fit at '$[0].fixedMicros' (line 1); see docs/billing.md for its form")]
    [InlineData(
        """[{"plan":"gold","version":1,"currency":"EUR","fixedMicros":1,"fixedMicros":2,"effective":"2026-01-01T00:00:"""
        + """00Z","meters":[]}]""", "(line 1), where 'fixedMicros' is there twice; see docs/billing.md for its form")]
    public void Plans_ThatDoNotFit_SayWhere(string content, string expected)
    {
        var file = Path.Combine(_folder, "plans.json");
        File.WriteAllText(file, content);

        Assert.Contains(
            expected, Assert.Throws<Billing.Plans.PlanException>(() => Billing.Plans.PlanFile.Read(file)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfAnUnknownCommand_SaysWhatThereIs() => Assert.Equal(
        (2, "",
            "'refund all' is no command of billing; usage: Platform.Billing [serve | status | verify [NUMBER] | export MODEL VERSION "
            + "FILE] [--Billing:Database … --Billing:Usage FOLDER …]\n"),
        await RunAsync("refund", "all"));

    [Fact]
    public async Task Run_WithoutAFolderOfUsage_SaysWhichSettingIsMissing()
    {
        using var errors = new StringWriter { NewLine = "\n" };

        var code = await BillingServer.RunAsync(["status", "--Billing:Database", Database], TextWriter.Null, errors);

        Assert.Equal(
            (1,
                "DataAnnotation validation failed for 'BillingOptions' members: 'Usage' with the error: 'Billing:Usage is not set; "
                + "expected the folder of the inference servers' usage logs or the https address of their container, such as "
                + "--Billing:Usage usage or --Billing:Usage https://ACCOUNT.blob.core.windows.net/usage'.\n"), (code, errors.ToString()));
    }

    [Fact]
    public async Task Verify_OfAnInvoiceThatIsNotThere_EndsWithOne()
        => Assert.Equal((1, "", "there is no invoice '2026-000001'\n"), await RunAsync("verify", "2026-000001"));

    private string[] Settings() => ["--Billing:Database", Database, "--Billing:Usage", _folder, "--Logging:LogLevel:Default", "None"];

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = await BillingServer.RunAsync([.. words, .. Settings()], output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
