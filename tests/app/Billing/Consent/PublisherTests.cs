using Platform.Billing.Consent;
using Platform.Billing.Data;

namespace Platform.Billing.Tests.Consent;

/// <summary>The servers' file: fresh, whole, and never an older one after a newer.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PublisherTests(PostgresServer postgres)
{
    [Fact]
    public async Task Run_NothingNew_WritesEveryHalfMinute()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        Assert.True(await collection.Publisher.RunAsync(default));
        Assert.False(await collection.Publisher.RunAsync(default));

        await collection.PassAsync(TimeSpan.FromSeconds(29));
        Assert.False(await collection.Publisher.RunAsync(default));
        await collection.PassAsync(TimeSpan.FromSeconds(1));
        Assert.True(await collection.Publisher.RunAsync(default));
        Assert.Equal(
            collection.Store.Time.GetUtcNow().ToUnixTimeMilliseconds(), await collection.CountAsync("SELECT written FROM consent_file"));
    }

    [Theory, InlineData("suspended"), InlineData("cancelled"), InlineData("pending")]
    public async Task Run_SubscriptionThatIsNotServed_IsNotInIt(string state)
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        await collection.GiveAsync("training");
        await collection.ExecuteAsync($"UPDATE subscription SET state = '{state}'");

        await collection.PublishAsync();

        Assert.Equal("{}", await collection.PublishedAsync());
    }

    [Fact]
    public async Task Run_AroundAYearsEnd_HasBothPseudonyms()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        await collection.GiveAsync("training");
        await collection.PassAsync(new DateTimeOffset(2026, 12, 31, 23, 51, 0, TimeSpan.Zero) - collection.Store.Time.GetUtcNow());
        await collection.PublishAsync();
        var both = await collection.PublishedAsync();
        await collection.PassAsync(TimeSpan.FromMinutes(20));
        await collection.PublishAsync();

        Assert.Contains(collection.Pseudonyms.Of("sub-1", 2026), both, StringComparison.Ordinal);
        Assert.Contains(collection.Pseudonyms.Of("sub-1", 2027), both, StringComparison.Ordinal);
        Assert.Equal($"{{\"{collection.Pseudonyms.Of("sub-1", 2027)}\":[\"training\"]}}", await collection.PublishedAsync());
    }

    [Fact]
    public async Task Run_FileThatCannotBeWritten_IsTriedAgainAndTheOldOneStays()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        await collection.PublishAsync();
        await collection.GiveAsync("training");
        Directory.CreateDirectory($"{collection.File}.new");

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => collection.Publisher.RunAsync(default));
        Assert.Equal("{}", await collection.PublishedAsync());

        Directory.Delete($"{collection.File}.new");
        Assert.True(await collection.Publisher.RunAsync(default));
        Assert.NotEqual("{}", await collection.PublishedAsync());
    }

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Run_WithoutTheLease_WritesNothing(string kind)
    {
        await using var collection = await Collection.OpenAsync(kind, postgres);
        collection.Store.Time.Advance(Lease.Length + TimeSpan.FromSeconds(1));
        Assert.True(await new Lease(collection.Store.Database, collection.Store.Time, "another").TryHoldAsync(default));

        await Assert.ThrowsAsync<LeaseLostException>(() => collection.Publisher.RunAsync(default));

        Assert.False(File.Exists(collection.File));
    }

    [Fact]
    public async Task Run_OneThatWasStoppedWhileAnotherWrote_LeavesTheNewerOne()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        await collection.GiveAsync("training");
        await using var storage = await BlobServer.StartAsync();
        var current = collection.NewPublisher(storage.File());
        var stopped = collection.NewPublisher(new Pausing(storage.File(), async () =>
        {
            await collection.Desk.WithdrawAsync(Collection.Of("training"), default);
            Assert.True(await current.RunAsync(default));
        }));

        var error = await Assert.ThrowsAsync<IOException>(() => stopped.RunAsync(default));

        Assert.Equal($"the consents at {storage.Blob} are not written: 412 ConditionNotMet", error.Message);
        Assert.EndsWith("\"consents\":{}}", storage.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_KnownSecret_GivesWhatAServerInAnyLanguageGives()
    {
        var pseudonyms = Pseudonyms.From(new ConsentOptions { Key = Convert.ToBase64String("0123456789abcdef0123456789abcdef"u8) });

        Assert.Equal(Expected2026, pseudonyms.Of("sub-1", 2026));
        Assert.NotEqual(Expected2026, pseudonyms.Of("sub-1", 2027));
    }

    // printf '%s' "sub-1" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf 'consent 2026' | openssl dgst -sha256 -hmac
    // 0123456789abcdef0123456789abcdef -r | cut -c1-64) -r
    private const string Expected2026 = "9ccb7916d92e9c4df31f1e3a4a043459a2a7165582fde711a078ff9012819489";

    /// <summary>Is stopped between what it read and what it writes.</summary>
    private sealed class Pausing(IConsentFile file, Func<Task> meanwhile) : IConsentFile
    {
        public Task<string?> VersionAsync(CancellationToken cancellationToken) => file.VersionAsync(cancellationToken);

        public async Task WriteAsync(ReadOnlyMemory<byte> document, string? version, CancellationToken cancellationToken)
        {
            await meanwhile();
            await file.WriteAsync(document, version, cancellationToken);
        }
    }
}
