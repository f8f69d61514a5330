using System.Buffers;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Platform.Inference.Faults;
using Platform.Inference.Grpc;
using Platform.Inference.Models;

namespace Platform.Inference.Tests.Grpc;

/// <summary>Messages that are cut, or have a wrong byte, at each place: what is wrong is always the caller's fault.</summary>
public sealed class DamagedMessageTests(GrpcFixture fixture) : IClassFixture<GrpcFixture>
{
    public static TheoryData<byte[]> Messages => new(
        InferMessage.SimpleRaw().ToByteArray(), InferMessage.SimpleTyped().ToByteArray(),
        InferMessage.Raw("identity_bytes", "BYTES", [2, 1], ByteString.CopyFrom(Convert.FromHexString("0000000003000000C3A9FF")))
            .ToByteArray());

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_ThatIsCut_IsReadOrRefused(byte[] message)
    {
        for (var length = 0; length <= message.Length; length++)
            Assert.Equal(Read(new ReadOnlySequence<byte>(message, 0, length)), Read(InPieces(message[..length], length / 2)));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_WithAWrongByte_IsReadOrRefused(byte[] message)
    {
        for (var place = 0; place < message.Length; place++)
            foreach (var bits in new byte[] { 0x01, 0x05, 0x08, 0x7F, 0x80, 0xFF })
            {
                var damaged = message.ToArray();
                damaged[place] ^= bits;
                Assert.Equal(Read(new ReadOnlySequence<byte>(damaged)), Read(InPieces(damaged, place)));
            }
    }

    /// <returns>What is read, or why it is refused.</returns>
    private string Read(in ReadOnlySequence<byte> bytes)
    {
        InferenceJob? job = null;
        try
        {
            var message = Inference.Grpc.InferMessage.Read(bytes);
            job = fixture.Server.Server.Services.GetRequiredService<ModelRepository>().RentJob(message.Model, message.Version);
            InferMessageReader.Read(job, message);
            return string.Join(';', job.Inputs.Select(input => Convert.ToHexString(input.Payload)));
        }
        catch (ProtocolException exception)
        {
            return exception.Message;
        }
        finally
        {
            job?.Model.ReturnJob(job);
        }
    }

    private static ReadOnlySequence<byte> InPieces(byte[] bytes, int cut)
    {
        var first = new Piece(bytes.AsMemory(0, cut), 0);
        var last = new Piece(bytes.AsMemory(cut), cut);
        first.Precede(last);
        return new ReadOnlySequence<byte>(first, 0, last, bytes.Length - cut);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> bytes, long place) => (Memory, RunningIndex) = (bytes, place);

        public void Precede(Piece next) => Next = next;
    }
}
