using Grpc.Core;
using Platform.Inference.Execution;
using Platform.Inference.Http;

namespace Platform.Inference.Grpc;

/// <summary>What the errors of HTTP are called in gRPC. Their texts are the same.</summary>
internal sealed class GrpcStatus(ErrorAnswers errors)
{
    /// <summary>What clients with a policy for retries wait: as long as <c>Retry-After</c> says in HTTP.</summary>
    /// <seealso href="https://github.com/grpc/proposal/blob/master/A6-client-retries.md"/>
    private const string RetryAfter = "grpc-retry-pushback-ms";

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
