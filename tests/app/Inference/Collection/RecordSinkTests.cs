using Microsoft.Extensions.Logging.Abstractions;
using Platform.Inference.Collection;
using Platform.Inference.Collection.Records;
using Platform.Inference.Tests.Usage.Shipping;
using Platform.Inference.Usage.Shipping;

namespace Platform.Inference.Tests.Collection;

/// <summary>From lines in memory to the store, whatever that does.</summary>
public sealed class RecordSinkTests : IDisposable
{
    private readonly Agreed _agreed = new();
    private readonly ManualTime _time = new();
    private readonly CollectCounts _counts = new();

    public void Dispose() => _agreed.Dispose();

    /// <summary>Of one append the answer is lost; by the next one there is another line.</summary>
    [Fact]
    public async Task Flush_WhoseAnswerIsLost_WritesEachLineOnce()
    {
        using var watch = await WatchAsync();
        using var sink = Sink(watch, new LossyStore(new FolderStore(_agreed.Records)) { IsLost = number => number == 4 });
        for (var i = 0; i < 4; i++)
        {
            sink.Write(Feedback(i));
            await sink.FlushAsync(default);
        }

        Assert.Equal([0, 1, 2, 3], Labels());
        Assert.Equal(4, _counts.Stored);
    }

    [Fact]
    public async Task Flush_ToAStoreThatIsAway_KeepsLinesWhileThereIsRoom()
    {
        using var watch = await WatchAsync();
        var store = new LossyStore(new FolderStore(_agreed.Records)) { IsAway = true };
        using var sink = Sink(watch, store, bufferBytes: 1024);
        for (var i = 0; i < 5; i++)
        {
            sink.Write(Feedback(i));
            await sink.FlushAsync(default);
        }

        store.IsAway = false;
        await sink.FlushAsync(default);

        Assert.Equal([0, 1, 2], Labels());
        Assert.Equal((3, 2), (_counts.Stored, _counts.Dropped(DropReason.Store)));
    }

    [Fact]
    public async Task Flush_OfAFileThatWasErased_BeginsItAnew()
    {
        using var watch = await WatchAsync();
        using var sink = Sink(watch, new FolderStore(_agreed.Records));
        sink.Write(Feedback(0));
        await sink.FlushAsync(default);
        Directory.Delete(_agreed.Records, recursive: true);
        sink.Write(Feedback(1));
        await sink.FlushAsync(default);

        Assert.Equal([1], Labels());
    }

    [Fact]
    public async Task Flush_AfterTheConsentFileGrewOld_ThrowsLinesAway()
    {
        using var watch = await WatchAsync();
        using var sink = Sink(watch, new FolderStore(_agreed.Records));
        sink.Write(Feedback(0));
        _time.Advance((10 * 60 * 1000) + 1);
        await sink.FlushAsync(default);

        Assert.Empty(_agreed.Files);
        Assert.Equal(1, _counts.Dropped(DropReason.Consent));
    }

    private async Task<ConsentWatch> WatchAsync()
    {
        _agreed.WriteDocument(Agreed.Document(_time.GetUtcNow(), (Agreed.Subscription, ["training"])));
        var watch = new ConsentWatch(Agreed.Options, new LocalConsentSource(_agreed.File), _time, NullLogger<ConsentWatch>.Instance);
        await watch.LookAsync(default);
        return watch;
    }

    private RecordSink Sink(ConsentWatch watch, IUsageStore store, int bufferBytes = 1 << 20)
        => new(new CollectOptions { BufferBytes = bufferBytes }, watch, store, (_counts, _time), NullLogger<RecordSink>.Instance);

    private CollectedFeedback Feedback(int label) => new(
        new CollectTicket(Agreed.Pseudonym(Agreed.Subscription, 2026), Purposes.Training, "call"),
        new FeedbackId("bank", "1", 29_000_000, "call"), _time.GetUtcNow(),
        $$"""[{"label":{{label}}}]""");

    private IEnumerable<int> Labels()
        => _agreed.Events("training", CollectedFeedback.Collection).Select(line => (int)line["data"]![0]!["label"]!);
}
