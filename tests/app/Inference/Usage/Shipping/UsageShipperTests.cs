using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Inference.Execution;
using Platform.Inference.Usage;
using Platform.Inference.Usage.Shipping;

namespace Platform.Inference.Tests.Usage.Shipping;

public sealed class UsageShipperTests : IDisposable
{
    private const string Log = "2026/03/31/pod-1.jsonl";
    private static readonly UsageEvent _event = new("sub", "prod", "iris", "1", 2, 30, 40, 50);
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    private string Spool => _folder.File("spool");

    private string Copy => _folder.File("copy");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("lost")]
    [InlineData("busy")]
    public async Task Ship_WithEveryThirdAnswerMissing_CopiesToTheByte(string fault)
    {
        var store = new LossyStore(new FolderStore(Copy))
        {
            IsLost = number => fault == "lost" && number % 3 == 0, IsBusy = number => fault == "busy" && number % 3 == 0,
        };
        using var shipper = Shipper(store);
        var text = "";
        for (var line = 1; line <= 30; line++)
        {
            text += $"{{\"s\":{line}}}\n";
            Write(Log, text);
            await shipper.ShipAsync(default);
        }

        await Eventually.TrueAsync(async () => await shipper.ShipAsync(default));

        Assert.True(store.Appends > 30);
        Assert.Equal(text, Read(Copy));
        Assert.Equal(text, Read(Spool));
    }

    [Fact]
    public async Task Ship_HalfALine_WaitsForItsEnd()
    {
        using var shipper = Shipper(new FolderStore(Copy));
        Write(Log, "{\"s\":1}\n{\"s\":");
        Assert.True(await shipper.ShipAsync(default));
        Assert.Equal("{\"s\":1}\n", Read(Copy));

        Write(Log, "{\"s\":1}\n{\"s\":2}\n");
        Assert.True(await shipper.ShipAsync(default));
        Assert.Equal("{\"s\":1}\n{\"s\":2}\n", Read(Copy));
    }

    [Fact]
    public async Task Ship_ALogThatHasEnded_DeletesItOnceItIsThere()
    {
        var store = new LossyStore(new FolderStore(Copy)) { IsAway = true };
        using var shipper = Shipper(store);
        Write(Log, "{\"s\":1}\n{\"closed\":5,\"s\":1}\n");

        Assert.False(await shipper.ShipAsync(default));
        Assert.Equal("usage cannot be shipped to its store", shipper.Failure);
        Assert.True(File.Exists(Path.Combine(Spool, Log)));

        store.IsAway = false;
        Assert.True(await shipper.ShipAsync(default));
        Assert.Null(shipper.Failure);
        Assert.False(File.Exists(Path.Combine(Spool, Log)));
        Assert.Equal("{\"s\":1}\n{\"closed\":5,\"s\":1}\n", Read(Copy));
    }

    [Fact]
    public async Task Ship_AfterARestart_GoesOnWhereTheCopyEnds()
    {
        Write(Log, "{\"s\":1}\n{\"s\":2}\n");
        using (var before = Shipper(new FolderStore(Copy)))
            await before.ShipAsync(default);
        Write(Log, "{\"s\":1}\n{\"s\":2}\n{\"s\":3}\n");

        using var after = Shipper(new FolderStore(Copy));
        Assert.True(await after.ShipAsync(default));

        Assert.Equal("{\"s\":1}\n{\"s\":2}\n{\"s\":3}\n", Read(Copy));
    }

    [Fact]
    public async Task Ship_WhereTheCopyGotShorter_StopsAndKeepsTheFile()
    {
        using var shipper = Shipper(new FolderStore(Copy));
        Write(Log, "{\"s\":1}\n{\"s\":2}\n");
        await shipper.ShipAsync(default);
        File.WriteAllText(Path.Combine(Copy, Log), "{\"s\":1}\n");
        Write(Log, "{\"s\":1}\n{\"s\":2}\n{\"closed\":5,\"s\":2}\n");

        await shipper.ShipAsync(default);

        Assert.Equal("{\"s\":1}\n", Read(Copy));
        Assert.True(File.Exists(Path.Combine(Spool, Log)));
    }

    [Theory]
    [InlineData("{\"v\":1}\n{\"s\":1}\n{\"s\":2,\"t\":", "{\"v\":1}\n{\"s\":1}\n{\"closed\":1775001510000,\"s\":1}\n")]
    [InlineData("{\"v\":1}\n", "{\"v\":1}\n{\"closed\":1775001510000,\"s\":0}\n")]
    [InlineData("{\"v\":1}\n{\"mark\":7,\"s\":4}\n", "{\"v\":1}\n{\"mark\":7,\"s\":4}\n{\"closed\":1775001510000,\"s\":4}\n")]
    [InlineData("{\"s\":1}\n{\"closed\":5,\"s\":1}\n", "{\"s\":1}\n{\"closed\":5,\"s\":1}\n")]
    public void End_OfALogWhoseProcessIsGone_SaysThatNothingMoreComes(string left, string expected)
    {
        Write(Log, left);

        new OrphanedLogs(new UsageSpool(Spool, 1 << 20), _time, NullLogger.Instance).End();

        Assert.Equal(expected, Read(Spool));
    }

    [Fact]
    public void End_OfALogThatALivingProcessHolds_DoesNothing()
    {
        using var alive = new UsageLog(Spool, "other", 1, _time.GetUtcNow());
        alive.Append("{\"v\":1}\n"u8, flush: false);

        new OrphanedLogs(new UsageSpool(Spool, 1 << 20), _time, NullLogger.Instance).End();

        Assert.Equal("{\"v\":1}\n", Read(Spool));
    }

    [Fact]
    public async Task Record_ThatIsToBeShippedFirst_WaitsForTheStore_AndIsRefusedAfterFiveSeconds()
    {
        var store = new LossyStore(new FolderStore(Copy));
        await using var writer = new UsageWriter(
            new UsageOptions { Path = Spool, ShipBeforeResponse = true, ShipMilliseconds = 600_000 }, store, _time,
            NullLogger<UsageWriter>.Instance);
        await writer.RecordAsync(_event);
        Assert.Contains("\"s\":1,", Read(Copy), StringComparison.Ordinal);

        store.IsAway = true;
        var waiting = writer.RecordAsync(_event).AsTask();
        await Eventually.TrueAsync(() => Later(waiting.IsCompleted));

        Assert.Equal("usage cannot be shipped to its store", (await Assert.ThrowsAsync<RefusedException>(() => waiting)).Message);
        store.IsAway = false;
        await writer.RecordAsync(_event);
        Assert.Contains("\"s\":3,\"back\":2,", Read(Copy), StringComparison.Ordinal);
    }

    private UsageShipper Shipper(IUsageStore store)
    {
        Directory.CreateDirectory(Spool);
        return new UsageShipper(new UsageSpool(Spool, 1 << 20), store, NullLogger.Instance);
    }

    private void Write(string log, string text)
    {
        var path = Path.Combine(Spool, log);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
    }

    private static string Read(string folder)
    {
        using var stream = new FileStream(UsageFolder.Logs(folder).Single(), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What is so now; where it is not, half a second passes.</summary>
    private bool Later(bool now)
    {
        if (!now)
            _time.Advance(500);
        return now;
    }
}
