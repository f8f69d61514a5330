using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Execution;

/// <summary>What a model keeps of a large run.</summary>
public sealed class ArenaTests : IDisposable
{
    private const long Mebibyte = 1 << 20;
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    /// <summary>An arena's first region is never given back, and so must not be the large result's.</summary>
    [SkippableFact]
    public async Task Memory_OfALargeResultThatNobodyGets_GoesBack()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "elsewhere nothing holds the process to its memory");
        _models.Add(
            "grow", null, OnnxBytes.Node("", "ConstantOfShape", "shape", ["filled"]), OnnxBytes.Value(11, "shape", ModelFolder.Int64, [2]),
            OnnxBytes.Value(12, "filled", ModelFolder.Fp32, [-1, -1]));
        using var server = ServerProcess.Start(
            [("DOTNET_GCHeapHardLimit", $"{128 * Mebibyte:X}")], "--Models:Root", _models.Path, "--Limits:MemoryBytes",
            $"{768 * Mebibyte}");
        using var client = new HttpClient { BaseAddress = await server.AddressAsync() };
        await ServerProcess.ReadyAsync(client);
        var before = await ResidentAsync(client);
        var answer = await client.PostAsJsonAsync("/v2/models/grow/infer", new
        {
            inputs = new[] { new { name = "shape", datatype = "INT64", shape = new[] { 2 }, data = new[] { 8_000, 8_000 } } },
        });
        var after = await ResidentAsync(client);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Matches(
            @"^\{""error"":""the request takes about 2048 MB of memory, and this server has \d+(\.\d)? MB for requests; send less at a time""\}$",
            await answer.Content.ReadAsStringAsync());
        Assert.True(after - before < 100 * Mebibyte, $"{before / Mebibyte} MiB before, {after / Mebibyte} after");
    }

    private static async Task<long> ResidentAsync(HttpClient client)
    {
        const string metric = "process_resident_memory_bytes ";
        var line = (await client.GetStringAsync("/metrics")).Split('\n').Single(line => line.StartsWith(metric, StringComparison.Ordinal));
        return long.Parse(line[metric.Length..], CultureInfo.InvariantCulture);
    }
}
