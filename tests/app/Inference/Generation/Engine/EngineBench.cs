using Platform.Inference.Generation.Decoders;
using Platform.Inference.Generation.Engine;
using Platform.Inference.Generation.Sampling;
using Platform.Inference.Generation.Text;
using Platform.Inference.Models;

namespace Platform.Inference.Tests.Generation.Engine;

/// <summary>An engine that takes a step when a test says so.</summary>
internal sealed class EngineBench : IDisposable
{
    /// <summary>A token that the sums never reach, so that nothing ends a text but its length.</summary>
    private const int NeverEnds = -1;

    private readonly DecoderFolder _folder = new();
    private readonly Queue<IThreadPoolWorkItem> _queue = [];

    public EngineBench(GenerationSettings? settings = null, TimeProvider? time = null)
    {
        var tokenizer = TextTokenizer.Read(Path.GetDirectoryName(_folder.FileOf("model.onnx"))!, null, SumDecoder.Vocabulary, null);
        Engine = new TextEngine(
            "sum", Decoder, tokenizer, [NeverEnds], settings ?? new GenerationSettings(), time ?? new ManualTime(), _queue.Enqueue);
    }

    public SumDecoder Decoder { get; } = new();

    public TextEngine Engine { get; }

    /// <summary>Whether the engine waits for nothing.</summary>
    public bool IsIdle => _queue.Count == 0;

    public void Dispose()
    {
        Engine.Dispose();
        _folder.Dispose();
    }

    public void Step(int count = 1)
    {
        for (var i = 0; i < count && _queue.TryDequeue(out var work); i++)
            work.Execute();
    }

    public void RunToEnd()
    {
        while (_queue.TryDequeue(out var work))
            work.Execute();
    }

    public TextJob Submit(int[] prompt, int tokens, CancellationToken gone = default, long deadline = 0, bool streams = false)
    {
        var job = new TextJob
        {
            Prompt = prompt, MaxTokens = tokens, Sampling = new SamplingSettings(Temperature: 0), Gone = gone, Deadline = deadline,
            IsStreamed = streams,
        };
        Engine.Submit(job);
        return job;
    }

    /// <summary>What came of a text that is done.</summary>
    public static string TextOf(TextJob job)
    {
        var text = "";
        while (job.Pieces.TryRead(out var piece))
            text += piece;
        return text;
    }

    /// <summary>A prompt of so many tokens, which differs from every other of another start.</summary>
    public static int[] Prompt(int length, int start = 0)
        => [.. Enumerable.Range(0, length).Select(i => (start + (7 * i)) % SumDecoder.Vocabulary)];
}
