using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Inference.Usage;
using Platform.Inference.Usage.Shipping;

namespace Platform.Inference.Tests.Usage.Shipping;

/// <summary>Append blobs, behind a proxy that loses the answer of every third append.</summary>
public sealed class BlobStoreTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>, IDisposable
{
    private const string Log = "2026/03/31/pod-1.jsonl";
    private static readonly UsageEvent _event = new("sub", "prod", "iris", "1", 2, 30, 40, 50);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Ship_WithAnswersLost_MakesTheBlobTheFileToTheByte()
    {
        Skip.If(azurite.Missing is not null, azurite.Missing);
        await using var proxy = await LossyProxy.StartAsync(azurite.Address);
        var container = await azurite.CreateAsync(proxy.Address);
        var file = _folder.File(Log);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var shipper = new UsageShipper(new UsageSpool(_folder.Path, 1 << 30), new BlobStore(container), NullLogger.Instance);
        for (var line = 1; line <= 60; line++)
        {
            await File.AppendAllTextAsync(file, $"{{\"s\":{line},\"pad\":\"{new string('x', line * 997)}\"}}\n");
            await shipper.ShipAsync(default);
        }

        await Eventually.TrueAsync(async () => await shipper.ShipAsync(default));

        Assert.True(proxy.Lost >= 15, $"{proxy.Lost} answers were lost");
        Assert.Equal(await File.ReadAllBytesAsync(file), await DownloadAsync(container, Log));
    }

    [SkippableFact]
    public async Task Ship_MoreThanABlockTakes_GoesInSeveral()
    {
        Skip.If(azurite.Missing is not null, azurite.Missing);
        var container = await azurite.CreateAsync(azurite.Address);
        var file = _folder.File(Log);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllLinesAsync(
            file, Enumerable.Range(1, 90_000).Select(line => $"{{\"s\":{line},\"pad\":\"{new string('x', 100)}\"}}"));
        using var shipper = new UsageShipper(new UsageSpool(_folder.Path, 1 << 30), new BlobStore(container), NullLogger.Instance);

        Assert.True(await shipper.ShipAsync(default));

        Assert.Equal(await File.ReadAllBytesAsync(file), await DownloadAsync(container, Log));
    }

    [SkippableFact]
    public async Task Append_AtAnotherPlace_IsRefused_AndAMissingBlobIsSaidToBe()
    {
        Skip.If(azurite.Missing is not null, azurite.Missing);
        var store = new BlobStore(await azurite.CreateAsync(azurite.Address));

        Assert.Null(await store.LengthAsync(Log, default));
        Assert.Equal(AppendOutcome.Missing, await store.AppendAsync(Log, 0, "a\n"u8.ToArray(), default));
        await store.CreateAsync(Log, default);
        await store.CreateAsync(Log, default);
        Assert.Equal(AppendOutcome.Appended, await store.AppendAsync(Log, 0, "a\n"u8.ToArray(), default));
        Assert.Equal(AppendOutcome.Elsewhere, await store.AppendAsync(Log, 0, "a\n"u8.ToArray(), default));
        Assert.Equal(2, await store.LengthAsync(Log, default));
    }

    [SkippableFact]
    public async Task Writer_ThatShipsBeforeItAnswers_LeavesNothingBehind()
    {
        Skip.If(azurite.Missing is not null, azurite.Missing);
        await using var proxy = await LossyProxy.StartAsync(azurite.Address);
        var container = await azurite.CreateAsync(proxy.Address);
        var options = new UsageOptions { Path = _folder.Path, ShipBeforeResponse = true };
        await using (var writer = new UsageWriter(options, new BlobStore(container), TimeProvider.System, NullLogger<UsageWriter>.Instance))
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => writer.RecordAsync(_event).AsTask()));

        Assert.Empty(UsageFolder.Logs(_folder.Path));
        var blob = (await new BlobContainerClient(container).GetBlobsAsync().ToListAsync()).Single();
        var lines = System.Text.Encoding.UTF8.GetString(await DownloadAsync(container, blob.Name))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(52, lines.Length);
        Assert.StartsWith("{\"closed\":", lines[^1], StringComparison.Ordinal);
    }

    private static async Task<byte[]> DownloadAsync(Uri container, string log)
        => (await new BlobContainerClient(container).GetAppendBlobClient(log).DownloadContentAsync()).Value.Content.ToArray();
}
