using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Inference.Generation.Engine;
using Platform.Inference.Generation.Sampling;
using Platform.Inference.Models;

namespace Platform.Bench.Texts;

/// <summary>The server's engine without HTTP. Prints tokens a second of the processor.</summary>
internal static class EngineTexts
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(6);

    public static async Task<int> RunAsync(int callers, TimeSpan time)
    {
        var file = ModelFile.Scan(TextsBench.Models).Single(file => file.Model == TextsBench.Model);
        var version = new ModelLoader(TimeProvider.System, NullLogger<ModelLoader>.Instance).Load(file);
        await version.WarmUpAsync();
        await CountAsync(version, callers, Environment.CpuUsage.TotalTime + s_warmUp);
        var start = Environment.CpuUsage.TotalTime;
        var tokens = await CountAsync(version, callers, start + time);
        Console.WriteLine((tokens / (Environment.CpuUsage.TotalTime - start).TotalSeconds).ToString(CultureInfo.InvariantCulture));
        version.Abort();
        version.Drop();
        return 0;
    }

    private static async Task<long> CountAsync(ModelVersion version, int callers, TimeSpan until)
    {
        var generator = version.Generator!;
        var prompt = generator.Tokenizer.EncodePrompt(TextsBench.Prompt);
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            long tokens = 0;
            while (Environment.CpuUsage.TotalTime < until)
            {
                var job = new TextJob { Prompt = prompt, MaxTokens = TextsBench.Tokens, Sampling = new SamplingSettings(Temperature: 0) };
                generator.Submit(job);
                await foreach (var piece in job.Pieces.ReadAllAsync())
                {
                }

                tokens += job.Made;
            }

            return tokens;
        }));
        return counts.Sum();
    }
}
