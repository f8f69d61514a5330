using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Platform.Bench.Texts;

/// <summary>
/// The limit for texts: ONNX Runtime on one thread, all texts beginning and ending together, each token the likeliest, keys and values
/// handed on as they come.
/// </summary>
internal static class RawTexts
{
    private const int PromptTokens = 4;

    public static async Task<int> RunAsync(string models, int callers)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(Path.Combine(models, TextsBench.Model, "1", "model.onnx"), options);
        return await TextProcess.ServeAsync(time => Task.FromResult(Write(session, callers, Environment.CpuUsage.TotalTime + time)));
    }

    private static long Write(InferenceSession session, int callers, TimeSpan until)
    {
        var tokens = 0L;
        while (Environment.CpuUsage.TotalTime < until)
            tokens += Write(session, callers);
        return tokens;
    }

    private static long Write(InferenceSession session, int callers)
    {
        string[] pasts = [.. session.InputNames.Where(name => name.StartsWith("past", StringComparison.Ordinal))];
        string[] outputs = ["logits", .. pasts.Select(name => name.Replace("past_key_values", "present", StringComparison.Ordinal))];
        var past = pasts.Select(name => session.InputMetadata[name].Dimensions)
            .Select(shape => OrtValue.CreateAllocatedTensorValue(
                OrtAllocator.DefaultInstance, TensorElementType.Float, [callers, shape[1], 0, shape[3]])).ToArray();
        var ids = Enumerable.Range(0, callers * PromptTokens).Select(i => (long)(100 + (i % PromptTokens))).ToArray();
        var width = PromptTokens;
        using var run = new RunOptions();
        for (var (made, total) = (0, PromptTokens); made < TextsBench.Tokens; made++, total++, width = 1)
        {
            var (positions, mask) = (new long[callers * width], new long[callers * total]);
            for (var i = 0; i < positions.Length; i++)
                positions[i] = total - width + (i % width);
            Array.Fill(mask, 1);
            using var input = OrtValue.CreateTensorValueFromMemory(ids, [callers, width]);
            using var shown = OrtValue.CreateTensorValueFromMemory(mask, [callers, total]);
            using var places = OrtValue.CreateTensorValueFromMemory(positions, [callers, width]);
            bool hasPositions = session.InputMetadata.ContainsKey("position_ids");
            string[] names = ["input_ids", "attention_mask", .. hasPositions ? ["position_ids"] : Array.Empty<string>(), .. pasts];
            var results = session.Run(run, names, hasPositions ? [input, shown, places, .. past] : [input, shown, .. past], outputs);
            ids = Likeliest(results[0], callers, width);
            results[0].Dispose();
            foreach (var value in past)
                value.Dispose();
            past = [.. results.Skip(1)];
        }

        foreach (var value in past)
            value.Dispose();
        return (long)callers * TextsBench.Tokens;
    }

    private static long[] Likeliest(OrtValue logits, int callers, int width)
    {
        var numbers = logits.GetTensorDataAsSpan<float>();
        var vocabulary = numbers.Length / (callers * width);
        var ids = new long[callers];
        for (var caller = 0; caller < callers; caller++)
        {
            var row = numbers.Slice((((caller + 1) * width) - 1) * vocabulary, vocabulary);
            var best = 0;
            for (var token = 1; token < vocabulary; token++)
                best = row[token] > row[best] ? token : best;
            ids[caller] = best;
        }

        return ids;
    }
}
