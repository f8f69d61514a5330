using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Platform.Inference.Execution;
using Platform.Inference.Faults;
using Platform.Inference.Http;
using Platform.Inference.Security;

namespace Platform.Inference.Grpc;

/// <summary>
/// What is judged before a message is read, and said where it cannot be: the credential and the size first, so that nobody
/// makes the server hold what it then refuses; then what gRPC's server found wrong, which it tells without a reason.
/// </summary>
internal sealed class GrpcGate(
    RequestDelegate next, GatewayGuard gateway, GrpcStatus status, MemoryBudget budget, IOptions<LimitsOptions> limits)
{
    public const string InferPath = "/inference.GRPCInferenceService/ModelInfer";
    private const string StatusField = "grpc-status";
    private const string MessageField = "grpc-message";

    /// <summary>Whether it is compressed, and its length.</summary>
    private const int PrefixBytes = 5;

    private readonly int _limit = limits.Value.MaxRequestBodyBytes;

    public async Task InvokeAsync(HttpContext context)
    {
        // The prefix has the size; what comes after the message, gRPC's server does not read.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        var memory = new Reservation();
        memory.Open(budget);
        try
        {
            if (await JudgeAsync(context, memory) is not { } isCompressed)
                return;
            if (isCompressed)
                CountedCompression.Begin(memory);
            context.Features.Set(memory);
            await next(context);
            TellFault(context);
        }
        finally
        {
            // Only now is the answer sent, and neither message is held any more.
            memory.Close();
        }
    }

    /// <returns>Whether the message is compressed; null where it is refused.</returns>
    private async ValueTask<bool?> JudgeAsync(HttpContext context, Reservation memory)
    {
        try
        {
            if (context.Request.Path.Value == InferPath)
                gateway.Check(context);
            return await CheckSizeAsync(context, memory);
        }
        catch (Exception exception)
        {
            Refuse(context, status.Of(context, exception));
            return null;
        }
    }

    private void TellFault(HttpContext context)
    {
        if (context.Features.Get<IServerCallContextFeature>()?.ServerCallContext.Status is { StatusCode: not StatusCode.OK } failed
            && FaultOf(failed) is { } fault)
            Refuse(context, status.Of(context, fault));
    }

    /// <returns>Whether the message is compressed.</returns>
    private async ValueTask<bool> CheckSizeAsync(HttpContext context, Reservation memory)
    {
        var reader = context.Request.BodyReader;
        // Of most calls it has come by now
        if (!reader.TryRead(out var result))
            result = await reader.ReadAtLeastAsync(PrefixBytes, context.RequestAborted);
        else if (result.Buffer.Length < PrefixBytes && !result.IsCompleted)
        {
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            result = await reader.ReadAtLeastAsync(PrefixBytes, context.RequestAborted);
        }

        var length = LengthOf(result.Buffer, out var isCompressed);
        reader.AdvanceTo(result.Buffer.Start);
        if (length > _limit)
            throw TooLarge($"is larger than {_limit} bytes");
        memory.Require(RequestBody.MemoryPerByte * length);
        return isCompressed;
    }

    private static uint LengthOf(in ReadOnlySequence<byte> body, out bool isCompressed)
    {
        isCompressed = false;
        if (body.Length < PrefixBytes)
            return 0;
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        body.Slice(0, PrefixBytes).CopyTo(prefix);
        isCompressed = prefix[0] != 0;
        return BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
    }

    private ProtocolException TooLarge(string how)
        => new(
            Fault.TooLarge,
            $"the request message {how}, which is what {LimitsOptions.Section}:{nameof(LimitsOptions.MaxRequestBodyBytes)} allows");

    /// <returns>What the same fault is in HTTP; null where the status says it already.</returns>
    private Exception? FaultOf(Status failed) => failed switch
    {
        { StatusCode: StatusCode.ResourceExhausted, Detail: "Received message exceeds the maximum configured message size." } =>
            TooLarge($"is larger than {_limit} bytes when decompressed"),
        { DebugException: InvalidDataException invalid } =>
            new ProtocolException(Fault.Invalid, "the request message is not valid compressed data", invalid),
        { DebugException: InvalidProtocolBufferException invalid } => new ProtocolException(
            Fault.Invalid, "the request message is not the one that this method takes: its bytes are no such protocol buffer", invalid),
        { StatusCode: StatusCode.Internal, Detail: "Incomplete message." } =>
            ProtocolException.BadRequest("the request has no whole message; its body ends before"),
        { StatusCode: StatusCode.Internal, Detail: "Additional data after the message received." } =>
            ProtocolException.BadRequest("the request has more than one message; this method takes one"),
        _ => failed.DebugException,
    };

    /// <summary>Only what gRPC says must be: some clients decode no more.</summary>
    /// <seealso href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses"/>
    private static string Encode(string message) => string.Concat(Encoding.UTF8.GetBytes(message).Select(octet =>
        octet is >= 0x20 and <= 0x7E and not (byte)'%' ? $"{(char)octet}" : $"%{octet:X2}"));

    private static void Refuse(HttpContext context, RpcException refused)
    {
        if (context.Response.HasStarted)
            return;
        var headers = context.Response.Headers;
        context.Response.ContentType = "application/grpc";
        headers[StatusField] = ((int)refused.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        headers[MessageField] = Encode(refused.Status.Detail);
        foreach (var trailer in refused.Trailers)
            headers[trailer.Key] = trailer.Value;
    }
}
