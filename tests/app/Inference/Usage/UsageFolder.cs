using System.Text.Json.Nodes;

namespace Platform.Inference.Tests.Usage;

/// <summary>Reads the logs that a server leaves.</summary>
internal static class UsageFolder
{
    public static List<string> Logs(string folder)
        => [.. Directory.GetFiles(folder, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>All lines of a log, which all must be whole.</summary>
    public static List<JsonNode> Lines(string log)
    {
        using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    /// <summary>What is billed, of all logs; each log's events must be numbered without a gap.</summary>
    public static List<JsonNode> Events(string folder)
    {
        var events = new List<JsonNode>();
        foreach (var log in Logs(folder))
        {
            var own = Lines(log).Where(line => line["t"] is not null).ToList();
            Assert.Equal(Enumerable.Range(1, own.Count), own.Select(line => (int)line["s"]!));
            events.AddRange(own);
        }

        return events;
    }
}
