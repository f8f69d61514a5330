using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using Platform.Inference.Tests.Generation.Upstream;

namespace Platform.Inference.Tests.Telemetry;

/// <summary>
/// All that is measured, as whoever reads it has it: <c>page.txt</c> for Prometheus, to which the tests of infra hold alerts, scaler and
/// workbook, and <c>meter.txt</c> for OTLP. What time and the machine decide is left out.
/// </summary>
public sealed partial class WholePageTests : IAsyncLifetime
{
    // No other test's: all servers of a process have meters of one name
    private const string Model = "whole", Upstream = "whole-elsewhere";

    private readonly ModelFolder _models = new();
    private readonly TemporaryFolder _folder = new();
    private OtherServer _other = null!;

    public async Task InitializeAsync()
    {
        _other = await OtherServer.StartAsync();
        _other.Answer = context => OtherServer.JsonAsync(
            context, 200, """{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5}}""");
        var file = _models.AddIdentity(
            Model, ModelFolder.Fp32, [-1, 1], """{"batching":{"maxBatchSize":64},"release":{"version":2,"shadowPercent":100}}""");
        foreach (var version in new[] { "2", "3" })
            Directory.CreateDirectory(Path.Combine(_models.Path, Model, version));
        File.Copy(file, Path.Combine(_models.Path, Model, "2", "model.onnx"));
        File.WriteAllText(Path.Combine(_models.Path, Model, "3", "model.onnx"), "no model");
    }

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        _models.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Page_OfAServerWithAllParts_HasTheseLines()
    {
        await using var server = await StartAsync();
        await AskAsync(server);

        Assert.Equal(Expected("page.txt"), Timed().Replace((await server.GetAsync("/metrics")).Text, "$1 #"));
    }

    [Fact]
    public async Task Meter_OfAServerWithAllParts_HasTheseMeasurements()
    {
        var counts = new ConcurrentDictionary<string, double>();
        using var listener = Listen(counts);
        await using var server = await StartAsync();
        await AskAsync(server);

        listener.RecordObservableInstruments();

        Assert.Equal(Expected("meter.txt"), string.Concat(counts.OrderBy(line => line.Key, StringComparer.Ordinal)
            .Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Key} {line.Value}\n"))));
    }

    private static string Expected(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Telemetry", name));

    private Task<RunningServer> StartAsync() => RunningServer.StartAsync(
    [
        "--Models:Root", _models.Path, "--Kestrel:Endpoints:Http:Url", "http://127.0.0.1:0", .. ServerCertificate.Settings(_folder),
        $"--Generation:Upstream:{Upstream}:Address", $"{_other.Address}/v1",
        "--Collect:Consent", _folder.File("consent.json"), "--Collect:To", _folder.File("records"), "--Collect:Key",
        Convert.ToBase64String(new byte[32]),
    ]);

    private static async Task AskAsync(RunningServer server)
    {
        for (var i = 0; i < 2; i++)
            await server.PostAsync($"/v2/models/{Model}/infer", OipRequest.One("FP32", "[3,1]", "[1,2,3]"));
        await server.PostAsync($"/v2/models/{Model}/infer", "{");
        await server.PostAsync("/v1/chat/completions", $$"""{"model":"{{Upstream}}","messages":[]}""");
        await Eventually.TrueAsync(async () => (await server.GetAsync("/metrics")).Text.Contains(
            $"inference_release_comparisons_total{{model=\"{Model}\",version=\"2\"}} 2\n", StringComparison.Ordinal));
    }

    /// <summary>Counters by their sums, gauges by their last values, histograms by how many they took.</summary>
    private static MeterListener Listen(ConcurrentDictionary<string, double> counts)
    {
        void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var (kind, labels) = (KindOf(instrument), tags.ToArray());
            if (Array.Exists(labels, label => label.Key == "model" && label.Value is Model or Upstream))
                counts.AddOrUpdate(
                    $"{kind} {instrument.Name} [{instrument.Unit}] "
                    + $"{string.Join(',', labels.Select(label => $"{label.Key}={label.Value}"))}",
                    _ => kind == "histogram" ? 1 : value,
                    (_, before) => instrument.IsObservable ? value : before + (kind == "histogram" ? 1 : value));
        }

        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Platform.Inference")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
        return listener;
    }

    private static string KindOf(Instrument instrument)
        => instrument.GetType().Name.Split('`')[0].Replace("Observable", "", StringComparison.Ordinal).ToLowerInvariant();

    [GeneratedRegex(@"^((?:process_|dotnet_|\w+_seconds(?!_count))[^ #]*(?<!le=""\+Inf""\})) \S+$", RegexOptions.Multiline)]
    private static partial Regex Timed();
}
