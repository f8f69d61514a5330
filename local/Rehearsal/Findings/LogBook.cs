using System.Text.Json.Nodes;

namespace Platform.Rehearsal.Findings;

/// <summary>The usage logs, read without billing.</summary>
internal sealed class LogBook
{
    /// <summary>By subscription and length of the body: how often such a call was metered.</summary>
    public Dictionary<(string Sid, long Bytes), int> Lines { get; } = [];

    /// <summary>By subscription and length of the body: the product that such a call was metered under.</summary>
    public Dictionary<(string Sid, long Bytes), string> Products { get; } = [];

    public long Total { get; set; }

    public int Logs { get; private set; }

    /// <summary>Logs whose process was killed.</summary>
    public int Cut { get; private set; }

    public static async Task<LogBook> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var book = new LogBook();
        foreach (var file in Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories))
            book.Read(await File.ReadAllTextAsync(file, cancellationToken));
        return book;
    }

    /// <summary>Half a line, which a killed process may leave, is no answer.</summary>
    private void Read(string text)
    {
        Logs++;
        var isClosed = false;
        foreach (var line in text.Split('\n')[..^1])
        {
            var fields = JsonNode.Parse(line)!;
            isClosed |= fields["closed"] is not null;
            if (fields["t"] is not null)
                Add(fields);
        }

        Cut += isClosed ? 0 : 1;
    }

    private void Add(JsonNode fields)
    {
        var key = ((string?)fields["sub"] ?? "", (long)fields["rb"]!);
        var count = fields["back"] is null ? 1 : -1;
        Lines[key] = Lines.GetValueOrDefault(key) + count;
        Products[key] = (string?)fields["prod"] ?? "";
        Total += count;
    }
}
