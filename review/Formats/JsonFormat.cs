using System.Text.Encodings.Web;
using System.Text.Json;
using Platform.Review.Plans;

namespace Platform.Review.Formats;

/// <summary>The plan document as indented JSON, for programs.</summary>
internal sealed class JsonFormat : IPlanFormat
{
    // Policies are XML, and are to be read: nothing here is ever put into a web page as it is.
    internal static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static readonly JsonSerializerOptions OnOneLine = new(Indented) { WriteIndented = false };

    public string Write(Plan plan) => $"{PlanDocument.Of(plan).ToJsonString(Indented)}\n";
}
