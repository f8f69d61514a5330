using Microsoft.Extensions.Logging.Abstractions;
using Platform.Inference.Collection;

namespace Platform.Inference.Tests.Collection;

public sealed class ConsentWatchTests : IDisposable
{
    private readonly Agreed _agreed = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _agreed.Dispose();

    [Fact]
    public async Task Look_FileThatComesAndGoes_CountsWhileItIsThereAndYoung()
    {
        using var watch = Create(Agreed.Options);
        Assert.Equal("missing", watch.Fault!.Reason);

        await LookAsync(watch);
        Assert.Equal("the consent file cannot be read: it is not there", watch.Fault!.Message);

        _agreed.WriteDocument(Agreed.Document(_time.GetUtcNow(), (Agreed.Subscription, ["training"])));
        await LookAsync(watch);
        Assert.Null(watch.Fault);
        Assert.Equal(Purposes.Training, watch.Current!.Consents.Of(Agreed.Pseudonym(Agreed.Subscription, 2026)));

        // Nobody looks again, as where the store does not answer: what was read ends by itself
        _time.Advance(10 * 60 * 1000);
        Assert.NotNull(watch.Current);
        _time.Advance(1);
        Assert.Null(watch.Current);
        Assert.Equal("old", watch.Fault!.Reason);

        await LookAsync(watch);
        Assert.StartsWith("the consent file was written at 2026-03-31", watch.Fault!.Message, StringComparison.Ordinal);
        File.Delete(_agreed.File);
        await LookAsync(watch);
        Assert.Equal("missing", watch.Fault!.Reason);
    }

    [Fact]
    public async Task Look_WithoutAKey_CollectsNothingUntilItIsThere()
    {
        using var folder = new TemporaryFolder();
        var options = new CollectOptions { KeyFile = folder.File("key") };
        using var watch = Create(options);
        _agreed.WriteDocument(Agreed.Document(_time.GetUtcNow(), (Agreed.Subscription, ["training"])));

        await LookAsync(watch);
        Assert.Equal(("key", "the file with the key of pseudonyms cannot be read"), (watch.Fault!.Reason, watch.Fault.Message));

        await File.WriteAllTextAsync(options.KeyFile, "{}");
        await LookAsync(watch);
        Assert.Equal(
            "the key of pseudonyms is none; expected 32 bytes or more in base64, the same as billing's Consent:Key", watch.Fault!.Message);

        await File.WriteAllTextAsync(options.KeyFile, $"{Agreed.Key}\n");
        await LookAsync(watch);
        Assert.Null(watch.Fault);
    }

    [Fact]
    public async Task Look_FileOfAnotherKey_KnowsNobody()
    {
        using var watch = Create(new CollectOptions { Key = Convert.ToBase64String(new byte[32]) });
        _agreed.WriteDocument(Agreed.Document(_time.GetUtcNow(), (Agreed.Subscription, ["training"])));

        await LookAsync(watch);

        Assert.Equal(Purposes.None, watch.Current!.Consents.Of(watch.Current.Pseudonyms.Of(Agreed.Subscription)));
    }

    private static Task LookAsync(ConsentWatch watch) => watch.LookAsync(default);

    private ConsentWatch Create(CollectOptions options)
        => new(options, new LocalConsentSource(_agreed.File), _time, NullLogger<ConsentWatch>.Instance);
}
