using Platform.Inference.Faults;

namespace Platform.Inference.Http;

/// <summary>
/// Which content types are read as JSON. Clients send many, <c>curl -d</c> a form's; only what is plainly something else is refused.
/// </summary>
internal static class ContentTypes
{
    public const string Json = "application/json";
    public const string Binary = "application/octet-stream";

    private static readonly string[] _other =
        [
            "multipart/", "image/", "audio/", "video/", "text/html", "text/xml", "text/csv", "application/xml", "application/pdf",
            "application/zip",
        ];

    /// <exception cref="ProtocolException">415.</exception>
    public static void RefuseOther(string? contentType)
    {
        if (contentType is null || contentType.StartsWith(Json, StringComparison.OrdinalIgnoreCase))
            return;
        foreach (var other in _other)
            if (contentType.StartsWith(other, StringComparison.OrdinalIgnoreCase))
                throw new ProtocolException(
                    Fault.UnsupportedMediaType, $"content type '{Quote.Short(contentType)}' is not supported; expected {Json}");
    }
}
