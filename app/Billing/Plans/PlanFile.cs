using System.Text.Json;

namespace Platform.Billing.Plans;

/// <summary>A file with the versions of all plans, as a JSON array.</summary>
internal static class PlanFile
{
    /// <exception cref="PlanException">It cannot be read, or is no array of plans.</exception>
    public static IReadOnlyList<PlanVersion> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), PlanJson.Default.PlanVersionArray) ?? [];
        }
        catch (JsonException exception)
        {
            throw new PlanException(
                $"'{path}' does not fit at '{exception.Path}' (line {exception.LineNumber + 1}){Cause(exception)}; see docs/billing.md "
                + "for its form");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PlanException($"Billing:Plans is '{path}', which cannot be read: {exception.Message}");
        }
    }

    /// <summary>Which members lack, such as the date from which a price holds, or are there twice.</summary>
    private static string Cause(JsonException fault)
        => fault.Missing is { } missing ? $", where {missing} is missing"
        : fault.Twice is { } twice ? $", where '{twice}' is there twice" : "";
}
