using System.Text.Json.Nodes;

namespace Platform.Inference.Tests.Generation.Http;

/// <summary>Reads a stream of events that has ended.</summary>
internal static class SseEvents
{
    public static List<string> Of(Answer answer)
    {
        Assert.Equal("text/event-stream", answer.MediaType);
        Assert.EndsWith("\n\n", answer.Text, StringComparison.Ordinal);
        var events = answer.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).ToList();
        Assert.All(events, one => Assert.StartsWith("data: ", one, StringComparison.Ordinal));
        return [.. events.Select(one => one["data: ".Length..])];
    }

    /// <summary>Of a stream that ends as it should: all but its end.</summary>
    public static List<JsonNode> Chunks(Answer answer)
    {
        var events = Of(answer);
        Assert.Equal("[DONE]", events[^1]);
        return [.. events.SkipLast(1).Select(one => JsonNode.Parse(one)!)];
    }
}
