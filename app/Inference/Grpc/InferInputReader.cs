using System.Buffers;
using System.Text;
using Google.Protobuf;
using Platform.Inference.Faults;
using Platform.Inference.Grpc.Wire;
using Platform.Inference.Models;
using Platform.Inference.OpenInference;
using Platform.Inference.Tensors;
using static Platform.Inference.Grpc.MessageFields;
using BinaryData = Platform.Inference.OpenInference.BinaryData;
using Input = Platform.Inference.Grpc.Wire.ModelInferRequest.Types.InferInputTensor;

namespace Platform.Inference.Grpc;

/// <summary>Reads one input of a request into its tensor.</summary>
internal static class InferInputReader
{
    private const int Name = Input.NameFieldNumber << TypeBits | Content;
    private const int Datatype = Input.DatatypeFieldNumber << TypeBits | Content;
    private const int Shape = Input.ShapeFieldNumber << TypeBits | Content;
    private const int Dimension = Input.ShapeFieldNumber << TypeBits | Number;
    private const int Parameter = Input.ParametersFieldNumber << TypeBits | Content;
    private const int Contents = Input.ContentsFieldNumber << TypeBits | Content;

    /// <param name="job">Whose input it is.</param>
    /// <param name="input">The message.</param>
    /// <param name="raw">Its elements, where they are apart from it.</param>
    /// <exception cref="ProtocolException">400, naming the input and what is wrong with it.</exception>
    public static void Read(InferenceJob job, in ReadOnlySequence<byte> input, ReadOnlySequence<byte>? raw)
    {
        var name = default(ReadOnlySpan<byte>);
        var datatype = default(ReadOnlySpan<byte>);
        // One more than there may be is as good as any
        var shape = new Dimensions(stackalloc long[InputShape.MaxRank + 1]);
        var (hasParameters, hasContents) = (false, false);
        var fields = new MessageFields(input);
        while (fields.Next())
            switch (fields.Tag)
            {
                case Name: name = fields.ReadBytes(); break;
                case Datatype: datatype = fields.ReadBytes(); break;
                case Shape: shape.AddAll(fields.ReadContent()); break;
                case Dimension: shape.Add(fields.ReadNumber()); break;
                case Parameter: hasParameters = true; break;
                case Contents: hasContents = true; break;
            }

        var index = InputIndex.Of(job, name);
        var (model, spec, tensor) = (job.Model.Name, job.Model.Signature.Inputs[index], job.Inputs[index]);
        var given = datatype.SequenceEqual(spec.Type.Utf8Name)
            ? spec.Type
            : Narrowing.From(model, spec, Encoding.UTF8.GetString(datatype));
        if (hasParameters)
            MessageParameters.Check(input, Parameter, $"input '{spec.Name}'");
        InputShape.Take(model, spec, shape.All, tensor);
        if (raw is null)
            MessageContents.Read(model, spec, given, tensor, hasContents ? ContentsOf(input) : NoContents(spec, tensor));
        else
            ReadRaw(model, spec, given, tensor, hasContents ? throw TwoContents(spec) : raw.Value);
        job.HasInput[index] = true;
    }

    private static void ReadRaw(string model, TensorSpec spec, DataType given, Tensor tensor, in ReadOnlySequence<byte> raw)
    {
        if (given != spec.Type)
            Narrowing.Read(model, spec, given, raw.IsSingleSegment ? raw.FirstSpan : raw.ToArray(), tensor);
        else
            BinaryData.Read(model, spec, tensor, raw);
    }

    /// <summary>Parts of one message, where it comes in several, are put together.</summary>
    private static InferTensorContents ContentsOf(in ReadOnlySequence<byte> input)
    {
        var contents = new InferTensorContents();
        var fields = new MessageFields(input);
        try
        {
            while (fields.Next(Contents))
                contents.MergeFrom(fields.ReadContent());
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw MessageFaults.NotAMessage(exception);
        }

        return contents;
    }

    /// <summary>Clients leave them out where there are no elements.</summary>
    private static InferTensorContents NoContents(TensorSpec spec, Tensor tensor) => tensor.ElementCount == 0
        ? new InferTensorContents()
        : throw ProtocolException.BadRequest(
            $"input '{spec.Name}' has no 'contents', and the request no 'raw_input_contents'; expected one of them");

    private static ProtocolException TwoContents(TensorSpec spec) => ProtocolException.BadRequest(
        $"input '{spec.Name}' has 'contents', and the request 'raw_input_contents'; expected one of them");

    /// <summary>Takes dimensions as long as there is room.</summary>
    private ref struct Dimensions(Span<long> room)
    {
        private readonly Span<long> _room = room;
        private int _count;

        public readonly ReadOnlySpan<long> All => _room[.._count];

        public void Add(ulong dimension)
        {
            if (_count < _room.Length)
                _room[_count++] = (long)dimension;
        }

        public void AddAll(in ReadOnlySequence<byte> dimensions)
        {
            var rest = new MessageFields(dimensions);
            while (!rest.IsAtEnd)
                Add(rest.ReadNumber());
        }
    }
}
