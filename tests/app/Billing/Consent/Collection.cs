using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Billing.Consent;
using Platform.Billing.Verification;

namespace Platform.Billing.Tests.Consent;

/// <summary>A business whose customer may let calls be collected, with the servers' file and folder.</summary>
internal sealed class Collection : IAsyncDisposable
{
    public const int Days = 90;

    public static readonly ConsentOptions Options = new()
    {
        File = "consent.json", Records = "records", Key = Convert.ToBase64String(new byte[32]), Days = Days,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("consent").FullName;

    private Collection(TestStore store)
    {
        Store = store;
        Terms = ConsentTerms.From(Options);
        Pseudonyms = Pseudonyms.From(Options);
        Desk = new ConsentDesk(store.Database, Terms, store.Time);
        Records = new FolderRecords(RecordsFolder);
        Publisher = NewPublisher();
    }

    public TestStore Store { get; }

    public ConsentTerms Terms { get; set; }

    public Pseudonyms Pseudonyms { get; }

    public ConsentDesk Desk { get; }

    public IRecords Records { get; }

    public ConsentPublisher Publisher { get; }

    public string File => Path.Combine(_folder, "published", "consent.json");

    public string RecordsFolder => Path.Combine(_folder, "records");

    public static async Task<Collection> OpenAsync(string kind, PostgresServer postgres)
    {
        var collection = new Collection(await Business.OpenAsync(kind, postgres, Plan.Of()));
        // Within the year, and not at its very beginning
        await collection.PassAsync(TimeSpan.FromDays(1));
        await ConsentTexts.AddAsync(collection.Store.Database, collection.Terms, collection.Store.Time.GetUtcNow(), default);
        return collection;
    }

    public static ConsentAct Of(string purpose, string sid = "sub-1", string account = "a-1") => new(account, sid, purpose, account);

    public ConsentPublisher NewPublisher(IConsentFile? file = null) => new(
        (Store.Database, Store.Lease), file ?? new LocalConsentFile(File), Terms, Pseudonyms,
        new ConsentDesk(Store.Database, Terms, Store.Time), Store.Time);

    public Eraser Eraser(IRecords? records = null)
        => new((Store.Database, Store.Lease), records ?? Records, Pseudonyms, Days, Store.Time, NullLogger<Eraser>.Instance);

    public Task<bool> GiveAsync(string purpose) => Desk.GiveAsync(Of(purpose), Terms.Find(purpose).Sha256, default);

    public async Task PublishAsync()
    {
        Assert.True(await Store.Lease.TryHoldAsync(default));
        await Publisher.RunAsync(default);
    }

    /// <summary>By pseudonym, as the servers read it.</summary>
    public async Task<string> PublishedAsync()
        => JsonNode.Parse(await System.IO.File.ReadAllTextAsync(File))!["consents"]!.ToJsonString();

    /// <summary>A file of collected records.</summary>
    public string Collect(string purpose, string sid, DateTimeOffset at, string content)
    {
        var name = FormattableString.Invariant(
            $"{purpose}/platform/bank/model_inputs/{at:yyyy'/'MM'/'dd'/'HH}/{Pseudonyms.Of(sid, at.Year)}-pod-1.jsonl");
        var path = Path.Combine(RecordsFolder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, content);
        return name;
    }

    public IEnumerable<string> Collected() => Directory.Exists(RecordsFolder)
        ? Directory.EnumerateFiles(RecordsFolder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RecordsFolder, file)).Order(StringComparer.Ordinal)
        : [];

    public async Task<string> RecordAsync()
    {
        await using var connection = await Store.Database.OpenAsync(default);
        return string.Join(" | ", (await ConsentChain.OfAccountAsync(connection, "a-1", 100)).Reverse()
            .Select(row => $"{row.Purpose} {row.Action}{(row.Action == "erased" ? $" {row.Files} {row.Bytes}" : "")}"));
    }

    public async Task<IReadOnlyList<string>> ViolationsAsync()
    {
        await using var connection = await Store.Database.OpenAsync(default);
        return [.. (await Nightly.CheckAsync(connection)).SelectMany(finding => finding.Violations)];
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var connection = await Store.Database.OpenAsync(default);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    public Task ExecuteAsync(string sql) => Store.ExecuteAsync(sql);

    /// <summary>Time goes by, and whoever works keeps at it.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Store.Time.Advance(time);
        Assert.True(await Store.Lease.TryHoldAsync(default));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
