using System.Globalization;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Platform.Inference.Execution;
using Platform.Inference.Http;

namespace Platform.Inference.Grpc;

/// <summary>What the errors of HTTP are called in gRPC. Their texts are the same.</summary>
internal sealed class GrpcStatus(ErrorAnswers errors)
{
    /// <summary>What clients with a policy for retries wait: as long as <c>Retry-After</c> says in HTTP.</summary>
    /// <seealso href="https://github.com/grpc/proposal/blob/master/A6-client-retries.md"/>
    private const string RetryAfter = "grpc-retry-pushback-ms";

    private const string Field = "grpc-status";
    private const string MessageField = "grpc-message";
    private static readonly Microsoft.Extensions.Primitives.StringValues _ok = "0";

    /// <summary>Says of an answer, which follows, that it is one.</summary>
    public static void Succeed(HttpContext context)
    {
        context.Response.ContentType = ContentTypes.Grpc;
        context.Features.Get<IHttpResponseTrailersFeature>()!.Trailers.GrpcStatus = _ok;
    }

    /// <summary>Answers with an error, or not at all where the answer has begun.</summary>
    public void Refuse(HttpContext context, Exception exception)
    {
        var refused = Of(context, exception);
        if (context.Response.HasStarted)
            return;
        var headers = context.Response.Headers;
        context.Response.ContentType = ContentTypes.Grpc;
        headers[Field] = ((int)refused.StatusCode).ToString(CultureInfo.InvariantCulture);
        headers[MessageField] = Encode(refused.Status.Detail);
        foreach (var trailer in refused.Trailers)
            headers[trailer.Key] = trailer.Value;
    }

    /// <summary>Ends a call whose answer has begun, so that no other status can be told.</summary>
    public void Abort(HttpContext context, Exception exception)
    {
        // Logs what is the server's fault
        _ = Of(context, exception);
        context.Abort();
    }

    /// <param name="context">The call.</param>
    /// <param name="exception">With which it ended.</param>
    /// <returns>To be thrown.</returns>
    public RpcException Of(HttpContext context, Exception exception)
    {
        if (exception is RpcException own)
            return own;
        if (errors.Judge(context, exception) is not { } error)
            return new RpcException(new Status(StatusCode.Cancelled, "the caller went away"));
        var code = exception is RefusedException { IsExpired: true } ? StatusCode.DeadlineExceeded : CodeOf(error.Status);
        var trailers = new Metadata { { ErrorResponse.RequestId, ErrorResponse.IdOf(context) } };
        if (code == StatusCode.Unavailable)
            trailers.Add(RetryAfter, "1000");
        return new RpcException(new Status(code, error.Message), trailers);
    }

    /// <summary>Only what gRPC says must be: some clients decode no more.</summary>
    /// <seealso href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses"/>
    private static string Encode(string message) => string.Concat(Encoding.UTF8.GetBytes(message).Select(octet =>
        octet is >= 0x20 and <= 0x7E and not (byte)'%' ? $"{(char)octet}" : $"%{octet:X2}"));

    private static StatusCode CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => StatusCode.Unauthenticated,
        StatusCodes.Status403Forbidden => StatusCode.PermissionDenied,
        StatusCodes.Status404NotFound => StatusCode.NotFound,
        StatusCodes.Status408RequestTimeout or StatusCodes.Status504GatewayTimeout => StatusCode.DeadlineExceeded,
        StatusCodes.Status413PayloadTooLarge or StatusCodes.Status429TooManyRequests => StatusCode.ResourceExhausted,
        StatusCodes.Status501NotImplemented => StatusCode.Unimplemented,
        StatusCodes.Status503ServiceUnavailable => StatusCode.Unavailable,
        >= 400 and < 500 => StatusCode.InvalidArgument,
        _ => StatusCode.Internal,
    };
}
