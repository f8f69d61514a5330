namespace Platform.Inference.Tests.Generation.Http;

/// <summary>One server whose model writes sums, for the tests that only ask it things.</summary>
public sealed class SumServer : IAsyncLifetime
{
    private readonly DecoderFolder _folder = new();

    internal RunningServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RunningServer.StartAsync("--Models:Root", _folder.Path);

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>What the model writes after a prompt, until it ends its text.</summary>
    internal static (string Text, int Tokens, string Reason) After(int[] prompt, int most)
    {
        var tokens = SumDecoder.After(prompt, most);
        var end = Array.IndexOf(tokens, 3);
        return end < 0
            ? (DecoderFolder.TextOf(tokens), most, "length")
            : (DecoderFolder.TextOf(tokens[..end]), end + 1, "stop");
    }
}
