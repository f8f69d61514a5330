namespace Platform.Bench.Tests;

public sealed class PeerTests
{
    private static readonly Scenario _scenario = Requests.Iris(1);

    [Fact]
    public async Task Start_OfWhatPrintsMoreThanAPipeHolds_DoesNotWait()
    {
        var failure = await Assert.ThrowsAsync<PeerException>(() =>
            Peer.StartAsync(["bash", "-c", "head -c 1000000 /dev/zero | tr '\\0' '\\n'; echo the reason >&2; exit 3"], _scenario));

        Assert.EndsWith("ended: the reason", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OfWhatIsNotThere_SaysSo()
    {
        var failure = await Assert.ThrowsAsync<PeerException>(() => Peer.StartAsync(["/no/such/program"], _scenario));

        Assert.Contains("/no/such/program", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfWhatFails_SaysWhy()
    {
        var failure = await Assert.ThrowsAsync<PeerException>(() => Peer.RunAsync(["bash", "-c", "echo the reason >&2; exit 3"]));

        Assert.EndsWith("failed: the reason", failure.Message, StringComparison.Ordinal);
    }
}
