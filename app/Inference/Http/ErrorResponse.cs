using Platform.Inference.Faults;
using Platform.Inference.Json;

namespace Platform.Inference.Http;

/// <summary>
/// The body of every 4xx and 5xx: <c>{"error":"…"}</c>, unless the endpoint, or the path where there is none, has an
/// <see cref="IErrorForm"/>.
/// </summary>
internal static class ErrorResponse
{
    public const string RequestId = "X-Request-Id";

    /// <summary>Answers with this error, or breaks off an answer that has begun.</summary>
    /// <param name="message">What was given, and what is expected.</param>
    /// <param name="cause">What the caller did wrong, where that is known.</param>
    public static async Task WriteAsync(HttpContext context, int status, string message, ProtocolException? cause = null)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return;
        }

        response.StatusCode = status;
        Identify(context);
        if (status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Gateway";
        if (status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "1";
        using var body = new PooledBytes();
        if ((context.GetEndpoint()?.Metadata.GetMetadata<IErrorForm>() ?? context.Features.Get<IErrorForm>()) is { } form)
            form.Write(body, status, message, cause);
        else
            Write(body, message);
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        await ResponseBody.WriteAsync(context, body, ContentTypes.Json);
    }

    /// <summary>Names the request in its answer, as every answer of an error does.</summary>
    public static void Identify(HttpContext context) => context.Response.Headers[RequestId] = IdOf(context);

    private static void Write(PooledBytes body, string message)
    {
        body.Append("{\"error\":"u8);
        body.AppendString(message);
        body.Append((byte)'}');
    }

    /// <summary>The caller's own where it gave a plain one, else the server's, which its log has too.</summary>
    public static string IdOf(HttpContext context) => GivenId(context) ?? context.TraceIdentifier;

    /// <summary>The caller's own; null where it gave none, or not a plain one.</summary>
    public static string? GivenId(HttpContext context)
    {
        var given = context.Request.Headers[RequestId].ToString();
        return given.Length is > 0 and <= 128 && !given.AsSpan().ContainsAnyExceptInRange('!', '~') ? given : null;
    }
}
