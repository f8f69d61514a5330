using System.Globalization;

namespace Platform.Bench.Texts;

/// <summary>
/// Texts of the model <c>stories</c> on the first processor: ONNX Runtime in a loop that does nothing else, the engine of the server by itself, and
/// the server over HTTP, at 1, 8 and 32 callers who ask again as soon as they have their answer. Each is a process of its own, and counts its own processor time, so that what else the machine does changes little.
/// </summary>
internal static class TextsBench
{
    public const string Model = "stories";
    public const string Prompt = "Once upon a time";

    /// <summary>Tokens of a text; those of the model end by themselves after some 120 to 160.</summary>
    public const int Tokens = 100;

    private const double OfEngine = 0.9;
    private const double OfServer = 0.8;

    public static string Models { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    /// <returns>The exit code: 1 when a goal is missed.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = args is ["--seconds", var given] && int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? given
            : args is [] ? "5" : throw new ArgumentException("texts takes --seconds N");
        var goals = new List<Goal>();
        Console.WriteLine("| callers | raw loop, tokens per second of processor | engine | over HTTP |\n|---:|---:|---:|---:|");
        foreach (var callers in (string[])["1", "8", "32"])
        {
            var (raw, engine, server) = (await MeasureAsync("texts-raw", callers, seconds), await MeasureAsync("texts-engine", callers, seconds), await ServeAsync(callers, seconds));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {callers} | {raw:N0} | {engine:N0} | {server:N0} |"));
            goals.Add(new Goal($"texts, {callers} callers: the engine against the raw loop", engine / raw, OfEngine, true, "0.00×"));
            goals.Add(new Goal($"texts, {callers} callers: the server over HTTP against the raw loop", server / raw, OfServer, true, "0.00×"));
        }

        Report.Print(Console.Out, goals);
        return goals.TrueForAll(goal => goal.IsReached) ? 0 : 1;
    }

    private static async Task<double> MeasureAsync(string verb, string callers, string seconds) => double.Parse(
        await Peer.RunAsync(["dotnet", typeof(TextsBench).Assembly.Location, verb, callers, seconds]), CultureInfo.InvariantCulture);

    private static async Task<double> ServeAsync(string callers, string seconds)
    {
        await using var server = await Peer.StartAsync(
            ["dotnet", Path.Combine(AppContext.BaseDirectory, "Platform.Inference.dll"), "--urls", "http://127.0.0.1:PORT", "--Models:Root", Models, "--Logging:LogLevel:Default", "Warning"],
            TextCallers.Ask(2));
        return await TextCallers.RunAsync(server, int.Parse(callers, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
    }
}
