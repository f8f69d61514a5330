namespace Platform.Inference.Generation.Safety;

/// <summary>No filter.</summary>
internal sealed class Unfiltered : IContentFilter
{
    public ValueTask<string?> JudgeAsync(string text, CancellationToken gone) => default;
}
