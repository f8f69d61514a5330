using Grpc.Core;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Grpc;

namespace Platform.Inference.Tests.Grpc;

/// <summary>What each error of HTTP is in gRPC.</summary>
public sealed class StatusTests(GrpcFixture fixture) : IClassFixture<GrpcFixture>
{
    [Theory]
    [InlineData(nameof(Fault.Invalid), StatusCode.InvalidArgument)]
    [InlineData(nameof(Fault.Unauthenticated), StatusCode.Unauthenticated)]
    [InlineData(nameof(Fault.Forbidden), StatusCode.PermissionDenied)]
    [InlineData(nameof(Fault.NotFound), StatusCode.NotFound)]
    [InlineData(nameof(Fault.TooLarge), StatusCode.ResourceExhausted)]
    [InlineData(nameof(Fault.UnsupportedMediaType), StatusCode.InvalidArgument)]
    [InlineData(nameof(Fault.Internal), StatusCode.Internal)]
    [InlineData(nameof(Fault.Unavailable), StatusCode.Unavailable)]
    public void Fault_OfAKind_HasItsCodeAndTheSameText(string fault, StatusCode expected)
    {
        var failure = Of(new ProtocolException(Enum.Parse<Fault>(fault), "the text"));

        Assert.Equal(new Status(expected, "the text"), failure.Status);
        Assert.Equal(expected == StatusCode.Unavailable ? "1000" : null, failure.Trailers.GetValue("grpc-retry-pushback-ms"));
        Assert.NotEmpty(failure.Trailers.GetValue("x-request-id")!);
    }

    [Theory]
    [InlineData(400, StatusCode.InvalidArgument, "the text")]
    [InlineData(408, StatusCode.DeadlineExceeded, "the request body came too slowly")]
    [InlineData(413, StatusCode.ResourceExhausted, "the text")]
    [InlineData(429, StatusCode.ResourceExhausted, "the text")]
    [InlineData(501, StatusCode.Unimplemented, "the text")]
    [InlineData(504, StatusCode.DeadlineExceeded, "the text")]
    public void Error_OfTheWebServer_HasItsCode(int status, StatusCode expected, string text)
        => Assert.Equal(new Status(expected, text), Of(new BadHttpRequestException("the text", status)).Status);

    [Fact]
    public void Failure_OfTheServer_IsInternalAndTellsNothing()
        => Assert.Equal(
            new Status(StatusCode.Internal, "the server failed; its log says why"),
            Of(new InvalidOperationException("at /app/secret.cs")).Status);

    [Fact]
    public void Refusal_ForNow_IsUnavailable()
        => Assert.Equal(new Status(StatusCode.Unavailable, "try again later"), Of(new RefusedException("try again later")).Status);

    [Fact]
    public void Memory_ThatRanOut_IsUnavailable() => Assert.Equal(
        new Status(StatusCode.Unavailable, "the server has no memory left for this request; try again later"),
        Of(new OutOfMemoryException()).Status);

    [Fact]
    public void Caller_WhoBrokeTheProtocol_IsNoFailureOfTheServer()
        => Assert.Equal(
            StatusCode.Cancelled,
            Of(new IOException("The request stream was aborted.", new ConnectionAbortedException("FLOW_CONTROL_ERROR"))).StatusCode);

    [Fact]
    public void Caller_WhoResetTheCall_IsNoFailureOfTheServer()
        => Assert.Equal(
            StatusCode.Cancelled, Of(new IOException("The client reset the request stream."), new CancellationToken(true)).StatusCode);

    private RpcException Of(Exception exception, CancellationToken aborted = default)
        => fixture.Server.Server.Services.GetRequiredService<GrpcStatus>().Of(
            new DefaultHttpContext { TraceIdentifier = "7", RequestAborted = aborted }, exception);
}
