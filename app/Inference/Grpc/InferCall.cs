using System.Buffers;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using Platform.Inference.Execution;
using Platform.Inference.Http;
using Platform.Inference.Models;
using Platform.Inference.Serving;

namespace Platform.Inference.Grpc;

/// <summary>One call of <c>ModelInfer</c>, from its message on.</summary>
/// <param name="receiver">Has the message until it is read.</param>
/// <param name="memory">That the call has taken.</param>
/// <param name="status">Says what went wrong.</param>
/// <param name="time">For the call's deadline.</param>
internal sealed class InferCall(MessageReceiver receiver, Reservation memory, GrpcStatus status, TimeProvider time) : IInferenceDoor
{
    private const string Gzip = "gzip";

    /// <summary>Of raw contents that are copied behind the rest of the message: each piece for the web server costs more.</summary>
    private const int MostJoinedBytes = 4096;

    private readonly SchedulerBeat.Work _beat = SchedulerBeat.DuringCall();

    /// <summary>In ticks of the time provider's timestamp.</summary>
    private readonly long _startedAt = time.GetTimestamp();

    private InferMessage _message;
    private bool _isSending;

    /// <summary>Whether the job's bytes are the whole message.</summary>
    private bool _isWhole;

    /// <summary>Which it is for, as the message says.</summary>
    public string Model => _message.Model;

    /// <summary>Of the model; null for its default.</summary>
    public string? Version => _message.Version;

    public ValueTask ReceiveAsync() => receiver.ReceiveAsync();

    /// <exception cref="Faults.ProtocolException">400: what has been received is no protocol buffer.</exception>
    public void ReadMessage() => _message = InferMessage.Read(receiver.Message);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAsync(HttpContext context, InferenceJob job)
    {
        var bytes = (int)_message.Bytes.Length;
        job.Memory.LeaveTo(memory);
        await LargeWork.TakeOver(bytes);
        InferMessageReader.Read(job, _message);
        receiver.LetGo();
        if (GrpcTimeout.Of(context.Request.Headers) is { } timeout)
            SetDeadline(job, timeout);
        return bytes;
    }

    public CancellationToken CallerGone(HttpContext context) => context.RequestAborted;

    public int Write(HttpContext context, InferenceJob job)
    {
        job.Bytes.Clear();
        job.Bytes.Append(stackalloc byte[MessagePrefix.Bytes]);
        var rawBytes = InferMessageWriter.Write(job, _message.IsRaw, job.Bytes);
        var length = job.Bytes.Length - MessagePrefix.Bytes + rawBytes;
        _isWhole = rawBytes is >= 0 and <= MostJoinedBytes;
        if (_isWhole && rawBytes > 0)
            InferMessageWriter.AppendRaw(job, job.Bytes);
        new MessagePrefix(0, (uint)length).Write(job.Bytes.Writable);
        return length;
    }

    public async ValueTask SendAsync(HttpContext context, InferenceJob job)
    {
        _isSending = true;
        GrpcStatus.Succeed(context);
        var target = context.Response.BodyWriter;
        // All clients say that they could read it so, few want it
        if (context.Request.Headers.GrpcEncoding == Gzip
            && context.Request.Headers.GrpcAcceptEncoding.ToString().Contains(Gzip, StringComparison.Ordinal))
        {
            context.Response.Headers.GrpcEncoding = Gzip;
            target.Write(Compress(job).Span);
        }
        else
        {
            Write(job, target);
        }

        // What is small goes with the end of the call, not before it
        if (job.OutputBytes >= LargeWork.Bytes)
            await target.FlushAsync();
    }

    public Task FailAsync(HttpContext context, Exception exception)
    {
        if (_isSending)
            status.Abort(context, exception);
        else
            status.Refuse(context, exception);
        return Task.CompletedTask;
    }

    public void End()
    {
        receiver.LetGo();
        memory.Close();
        _beat.Dispose();
    }

    private void SetDeadline(InferenceJob job, TimeSpan timeout)
    {
        var left = timeout - time.GetElapsedTime(_startedAt);
        job.Timeout = job.Timeout is { } own && own < left ? own : left;
        job.GivenUpAt = _startedAt + time.TicksOf(timeout);
    }

    private void Write(InferenceJob job, IBufferWriter<byte> target)
    {
        target.Write(job.Bytes.Written.Span);
        if (!_isWhole)
            InferMessageWriter.WriteRaw(job, target);
    }

    private ReadOnlyMemory<byte> Compress(InferenceJob job)
    {
        var plain = new ArrayBufferWriter<byte>();
        Write(job, plain);
        using var target = new MemoryStream();
        target.Write(stackalloc byte[MessagePrefix.Bytes]);
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(plain.WrittenSpan[MessagePrefix.Bytes..]);
        var answer = target.GetBuffer().AsMemory(0, (int)target.Length);
        new MessagePrefix(1, (uint)(answer.Length - MessagePrefix.Bytes)).Write(answer.Span);
        return answer;
    }
}
