using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Platform.Billing.Consent;
using Platform.Billing.Customers;
using Platform.Billing.Data;
using Platform.Billing.Drift;
using Platform.Billing.Plans;
using Platform.Billing.Training;
using Platform.Inference.Hosting;

namespace Platform.Evaluation.Tests.Life;

/// <summary>The server with the bundled bank model, and billing with customers who agreed to all that there is to agree to.</summary>
internal sealed class Bank : IAsyncDisposable
{
    public const int Customers = 6;

    private static readonly ConsentOptions _options = new()
    {
        File = "consent.json", Records = "records", Key = Convert.ToBase64String(new byte[32]), Days = 90,
    };
    private static readonly ConsentTerms _terms = ConsentTerms.From(_options);
    private static readonly Pseudonyms _pseudonyms = Pseudonyms.From(_options);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bank-");
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly SqliteDatabase _database;
    private readonly Lease _lease;
    private readonly FolderRecords _records;
    private WebApplication? _server;

    private Bank()
    {
        _database = new SqliteDatabase(At("billing.db"));
        _lease = new Lease(_database, _time, "one");
        _records = new FolderRecords(At("records"));
    }

    public HttpClient Client { get; } = new();

    public string Models => At("models");

    public JsonNode Reference => JsonNode.Parse(File.ReadAllText(At("models/bank/1/reference.json")))!;

    public string At(string name) => Path.Combine(_folder.FullName, name);

    public static async Task<Bank> OpenAsync()
    {
        var bank = new Bank();
        Copy(Path.Combine(AppContext.BaseDirectory, "models", "bank"), bank.At("models/bank"));
        await bank.AgreeAsync();
        bank._server = InferenceServer.Create([
            "--urls", "http://127.0.0.1:0", "--Models:Root", bank.Models, "--Models:WatchMilliseconds", "20",
            "--Logging:LogLevel:Default", "None",
            "--Collect:Consent", bank.At("consent.json"), "--Collect:To", bank.At("records"), "--Collect:Key", _options.Key!,
            "--Collect:Percent", "100",
            "--Collect:FlushMilliseconds", "10", "--Collect:QueueCalls", "1000",
        ]);
        await bank._server.StartAsync();
        await bank._server.Services.GetServices<IHostedService>().OfType<WarmUp>().Single().ExecuteTask!;
        bank.Client.BaseAddress = new Uri(bank._server.Urls.First());
        return bank;
    }

    /// <summary>A call of some rows by a customer, who says later what was true.</summary>
    /// <returns>The version that answered.</returns>
    public async Task<string> CallAsync(int customer, IReadOnlyList<(JsonObject Row, string Truth)> people)
    {
        using var answer = await PostAsync(
            customer, "/models/bank/predict", new JsonArray([.. people.Select(person => person.Row.DeepClone())]));
        using var said = await PostAsync(customer, "/feedback", new JsonObject
        {
            ["request_id"] = answer.Headers.GetValues("x-feedback-id").Single(),
            ["label"] = new JsonArray([.. people.Select(person => JsonValue.Create(person.Truth))]),
        });
        return await VersionAsync(answer);
    }

    /// <returns>How many of many callers are answered by a version.</returns>
    public async Task<int> CallersOfAsync(string version, int callers, JsonObject row)
    {
        var count = 0;
        for (var caller = 0; caller < callers; caller++)
        {
            using var answer = await PostAsync(1_000 + caller, "/models/bank/predict", row);
            count += await VersionAsync(answer) == version ? 1 : 0;
        }

        return count;
    }

    public async Task<double> MetricAsync(string name)
        => (await Client.GetStringAsync("/metrics")).Split('\n').Where(line => line.StartsWith($"{name}{{", StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The lines that servers have written so far.</summary>
    public int Kept(string kind)
        => !Directory.Exists(At("records")) ? 0 : Directory.EnumerateFiles(At("records"), "*.jsonl", SearchOption.AllDirectories)
            .Where(file => file.Contains($"/{kind}/", StringComparison.Ordinal))
            .Sum(file => File.ReadAllText(file).Count(letter => letter == '\n'));

    /// <summary>A day later.</summary>
    /// <returns>The features of the bank's callers that alert.</returns>
    public async Task<IReadOnlyList<string>> DriftedAsync()
    {
        _time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(40));
        Assert.True(await _lease.TryHoldAsync(default));
        await new DriftWork((_database, _lease), _records, _time, NullLogger<DriftWork>.Instance).RunAsync(default);
        await using var connection = await _database.OpenAsync(default);
        return [.. (await connection.QueryAsync<string>(
            "SELECT DISTINCT feature FROM drift WHERE model = 'bank' AND level = 'alert' ORDER BY feature"))
            .Where(feature => Reference["features"]![feature] is not null)];
    }

    public Task<string> ExportAsync(string file)
        => new TrainingExport(_database, _records, (_terms, _pseudonyms), _time).RunAsync(("bank", "1"), file, "a test", default);

    public void Release(string release)
    {
        var settings = JsonNode.Parse(File.ReadAllText(At("models/bank/model.json")))!;
        settings["release"] = JsonNode.Parse(release);
        File.WriteAllText(At("models/bank/model.json"), settings.ToJsonString());
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Client.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private async Task AgreeAsync()
    {
        await new Schema(_database, _time).UpgradeAsync(default);
        Assert.True(await _lease.TryHoldAsync(default));
        await _lease.WriteAsync(
            async transaction =>
            {
                await PlanStore.AddAsync(transaction, new PlanVersion("free", 1, "EUR", 0, _time.GetUtcNow().AddDays(-1), []));
                for (var customer = 0; customer < Customers; customer++)
                {
                    await CustomerStore.AddAsync(
                        transaction,
                        new Account($"a-{customer}", "https://issuer", $"{customer}", "somebody@example.com", "Somebody", "DE", "EUR", 0));
                    await CustomerStore.SubscribeAsync(transaction, Sid(customer), $"a-{customer}", "free", _time.GetUtcNow());
                }

                return true;
            },
            default);
        await ConsentTexts.AddAsync(_database, _terms, _time.GetUtcNow(), default);
        var desk = new ConsentDesk(_database, _terms, _time);
        for (var customer = 0; customer < Customers; customer++)
            foreach (var purpose in (string[])[ConsentPurposes.Monitoring, ConsentPurposes.Training])
                Assert.True(await desk.GiveAsync(
                    new ConsentAct($"a-{customer}", Sid(customer), purpose, $"a-{customer}"), _terms.Find(purpose).Sha256, default));
        await new ConsentPublisher(
            (_database, _lease), new LocalConsentFile(At("consent.json")), _terms, _pseudonyms, desk, _time).RunAsync(default);
    }

    private static string Sid(int customer) => $"sub-{customer}";

    private async Task<HttpResponseMessage> PostAsync(int customer, string path, JsonNode body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body), Headers = { { "x-subscription-id", Sid(customer) } },
        };
        var answer = await Client.SendAsync(request);
        Assert.True(
            answer.IsSuccessStatusCode, $"{path} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return answer;
    }

    private static async Task<string> VersionAsync(HttpResponseMessage answer)
    {
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return (string)(said is JsonArray rows ? rows[0]! : said)["version"]!;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
