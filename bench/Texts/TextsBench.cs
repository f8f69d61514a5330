using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Bench.Texts;

/// <summary>
/// Texts of the model <c>stories</c> on the first processor, 1, 8 and 32 together: ONNX Runtime in a loop that does nothing else, the
/// engine of the server by itself, and the server over HTTP. Each is a process of its own that counts its own processor time, and all have
/// their turns round after round, so that what else the machine does, and how fast it is, changes little.
/// </summary>
internal static class TextsBench
{
    public const string Model = "stories";
    public const string Prompt = "Once upon a time";

    /// <summary>Tokens of a text; those of the model end by themselves after some 120 to 160.</summary>
    public const int Tokens = 100;

    private const int Rounds = 7;
    private const double OfEngine = 0.9;
    private const double OfServer = 0.8;

    /// <summary>Of each process: .NET compiles what is busy again and again until it is at its best.</summary>
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(8);

    private static readonly string _models = Path.Combine(AppContext.BaseDirectory, "models");

    /// <returns>The exit code: 1 when a goal is missed.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = args is ["--seconds", var given]
            && int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : args is [] ? 1 : throw new ArgumentException("texts takes --seconds N");
        var goals = new List<Goal>();
        Console.WriteLine(
            "| texts | raw loop, tokens per second of processor | engine | over HTTP | over HTTP, none waiting "
            + "|\n|---:|---:|---:|---:|---:|");
        foreach (var texts in (int[])[1, 8, 32])
            await MeasureAsync(texts, TimeSpan.FromSeconds(seconds), goals);
        Report.Print(Console.Out, goals);
        return goals.TrueForAll(goal => goal.IsReached) ? 0 : 1;
    }

    private static async Task MeasureAsync(int texts, TimeSpan time, List<Goal> goals)
    {
        var folder = Directory.CreateTempSubdirectory("texts");
        try
        {
            CopyModel(folder.FullName, texts);
            await using var raw = TextProcess.Start("texts-raw", folder.FullName, texts);
            // Twice as many callers as texts: one who is late leaves no place empty that the raw loop, which waits for nobody, would have
            // filled
            await using var engine = TextProcess.Start("texts-engine", folder.FullName, 2 * texts);
            await using var server = await StartServerAsync(folder.FullName);
            using var waiting = new TextCallers(server, 2 * texts);
            using var alone = new TextCallers(server, texts);
            Func<TimeSpan, Task<double>>[] all = [raw.TakeTurnAsync, engine.TakeTurnAsync, waiting.TakeTurnAsync, alone.TakeTurnAsync];
            foreach (var turn in all[..3])
                await turn(_warmUp);
            var results = Array.ConvertAll(all, _ => new double[Rounds]);
            for (var round = 0; round < Rounds; round++)
                for (var i = 0; i < all.Length; i++)
                    results[i][round] = await all[i](time);
            Console.WriteLine($"| {texts} | {string.Join(
                " | ", results.Select(result => Measured.Median(result).ToString("N0", CultureInfo.InvariantCulture)))} |");
            goals.Add(new Goal(
                $"texts, {texts} together: the engine against the raw loop", Ratio(results[1], results[0]), OfEngine, true, "0.00×"));
            goals.Add(new Goal(
                $"texts, {texts} together: the server over HTTP against the raw loop", Ratio(results[2], results[0]), OfServer, true,
                "0.00×"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Ratio(double[] ours, double[] theirs) => Measured.Median(ours.Zip(theirs, (our, their) => our / their));

    /// <summary>The model as it is shipped, but for how many texts it writes together.</summary>
    private static void CopyModel(string folder, int texts)
    {
        var source = Path.Combine(_models, Model);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Model, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var path = Path.Combine(folder, Model, "model.json");
        var settings = JsonNode.Parse(File.ReadAllText(path))!;
        settings["generation"]!["slots"] = texts;
        File.WriteAllText(path, settings.ToJsonString());
    }

    private static Task<Peer> StartServerAsync(string models) => Peer.StartAsync(
        [
            "dotnet", Path.Combine(AppContext.BaseDirectory, "Platform.Inference.dll"), "--urls", "http://127.0.0.1:PORT", "--Models:Root",
            models, "--Logging:LogLevel:Default", "Warning",
        ],
        TextCallers.Ask(2));
}
