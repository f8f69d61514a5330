using System.Runtime.CompilerServices;
using System.Text.Json;
using Platform.Billing.Consent;

namespace Platform.Billing.Drift;

/// <summary>Reads the events of files of records; half a line at an end, and what is none, is passed over.</summary>
internal static class RecordLines
{
    public static async IAsyncEnumerable<JsonElement> ReadAsync(
        IRecords records, string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await records.OpenAsync(name, cancellationToken) is not { } stream)
            yield break;
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (TryParse(line) is not { } document)
                continue;
            using (document)
                if (document.RootElement is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty("data", out var data)
                    && data.ValueKind == JsonValueKind.Array)
                    yield return found;
        }
    }

    /// <summary>The event's rows.</summary>
    public static IEnumerable<JsonElement> Rows(JsonElement line)
        => line.GetProperty("data").EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Object);

    /// <summary>By which events of a call are joined.</summary>
    public static string? CallOf(JsonElement line) => line.TryGetProperty("correlationid", out var id) ? id.GetString() : null;

    private static JsonDocument? TryParse(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
