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
            throw new PlanException($"'{path}' does not fit at '{exception.Path}' (line {exception.LineNumber + 1}){Cause(exception.Message)}; see docs/billing.md for its form");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PlanException($"Billing:Plans is '{path}', which cannot be read: {exception.Message}");
        }
    }

    /// <summary>Which members lack, such as the date from which a price holds, or are there twice.</summary>
    private static string Cause(string message)
    {
        if (message.Split("missing required properties including: ") is [_, var names])
            return $", where {names.Split('.')[0]} is missing";
        return message.Split('\'') is ["Duplicate property ", var twice, ..] ? $", where '{twice}' is there twice" : "";
    }
}
