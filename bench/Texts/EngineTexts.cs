using Microsoft.Extensions.Logging.Abstractions;
using Platform.Inference.Generation;
using Platform.Inference.Generation.Engine;
using Platform.Inference.Generation.Sampling;
using Platform.Inference.Hosting;
using Platform.Inference.Models;

namespace Platform.Bench.Texts;

/// <summary>The server's engine without HTTP.</summary>
internal static class EngineTexts
{
    public static async Task<int> RunAsync(string models, int callers)
    {
        var file = ModelFile.Scan(models).Single(file => file.Model == TextsBench.Model);
        var version = ServerLoader.Create(TimeProvider.System, NullLogger<ModelLoader>.Instance).Load(file);
        await version.WarmUpAsync();
        var exit = await TextProcess.ServeAsync(time => CountAsync(version, callers, Environment.CpuUsage.TotalTime + time));
        version.Abort();
        version.Drop();
        return exit;
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
