using System.Text;
using System.Text.Json;

namespace Platform.Billing.Ingest;

/// <summary>Reads a line of a usage log.</summary>
internal static class UsageLineReader
{
    private const int Format = 1;
    private const int QuotedBytes = 80;

    /// <param name="line">Without its line feed.</param>
    /// <exception cref="BrokenLogException">It is none of the lines that a log has.</exception>
    public static UsageLine Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var fields = new UsageFields();
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw Broken(line, "a JSON object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                fields.Read(ref reader);
            if (reader.TokenType != JsonTokenType.EndObject || reader.Read())
                throw Broken(line, "one JSON object");
            return fields.ToLine(Format) ?? throw Broken(line, "an opening line, a call, a mark or an end");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw Broken(line, "whole numbers from 0 and texts, as JSON");
        }
    }

    private static BrokenLogException Broken(ReadOnlySpan<byte> line, string expected) => new(
        $"'{Encoding.UTF8.GetString(line[..Math.Min(line.Length, QuotedBytes)])}' is not a line of a usage log; expected {expected}");
}
