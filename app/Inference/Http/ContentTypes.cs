using Platform.Inference.Faults;

namespace Platform.Inference.Http;

/// <summary>
/// Which content types are read as JSON. Clients send many, <c>curl -d</c> a form's; only what is plainly something else is refused.
/// </summary>
internal static class ContentTypes
{
    public const string Json = "application/json";
    public const string Binary = "application/octet-stream";
    public const string Grpc = "application/grpc";

    private static readonly string[] _other =
        [
            "multipart/", "image/", "audio/", "video/", "text/html", "text/xml", "text/csv", "application/xml", "application/pdf",
            "application/zip",
        ];

    /// <summary>Whether it is gRPC's, with or without how messages are encoded.</summary>
    /// <seealso href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests"/>
    public static bool IsGrpc(string? contentType)
        => contentType is not null && contentType.StartsWith(Grpc, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == Grpc.Length || contentType[Grpc.Length] is '+' or ';');

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
