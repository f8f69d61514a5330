using System.Buffers;
using Platform.Inference.Faults;
using static Platform.Inference.Grpc.MessageFields;
using Request = Platform.Inference.Grpc.Wire.ModelInferRequest;

namespace Platform.Inference.Grpc;

/// <summary>A request where it was received, with what must be known of it before it can be read into a job.</summary>
/// <param name="Bytes">All of it.</param>
internal readonly record struct InferMessage(ReadOnlySequence<byte> Bytes)
{
    public const int Parameter = Request.ParametersFieldNumber << TypeBits | Content;
    public const int Input = Request.InputsFieldNumber << TypeBits | Content;
    public const int Output = Request.OutputsFieldNumber << TypeBits | Content;
    public const int Raw = Request.RawInputContentsFieldNumber << TypeBits | Content;

    private const int ModelName = Request.ModelNameFieldNumber << TypeBits | Content;
    private const int ModelVersion = Request.ModelVersionFieldNumber << TypeBits | Content;
    private const int RequestId = Request.IdFieldNumber << TypeBits | Content;

    /// <summary>Which it is for.</summary>
    public string Model { get; private init; } = "";

    /// <summary>Of the model; null for its default.</summary>
    public string? Version { get; private init; }

    /// <summary>The caller's own; null without.</summary>
    public string? Id { get; private init; }

    /// <summary>How many it has.</summary>
    public int Inputs { get; private init; }

    /// <summary>How many elements of <c>raw_input_contents</c> it has.</summary>
    public int Raws { get; private init; }

    /// <summary>Whether there are any of its own to be read.</summary>
    public bool HasParameters { get; private init; }

    /// <summary>Whether it names those that it asks for.</summary>
    public bool HasOutputs { get; private init; }

    /// <summary>Whether its inputs are raw, and so shall its outputs be.</summary>
    public bool IsRaw => Raws > 0;

    /// <exception cref="ProtocolException">400: these bytes are no protocol buffer.</exception>
    public static InferMessage Read(in ReadOnlySequence<byte> bytes)
    {
        var (model, version, id) = ("", default(string), default(string));
        var (inputs, raws, hasParameters, hasOutputs) = (0, 0, false, false);
        var fields = new MessageFields(bytes);
        while (fields.Next())
            switch (fields.Tag)
            {
                case ModelName: model = fields.ReadText(); break;
                case ModelVersion: version = fields.ReadText() is { Length: > 0 } text ? text : null; break;
                case RequestId: id = fields.ReadText() is { Length: > 0 } given ? given : null; break;
                case Input: inputs++; break;
                case Raw: raws++; break;
                case Parameter: hasParameters = true; break;
                case Output: hasOutputs = true; break;
            }

        return new InferMessage(bytes)
        {
            Model = model, Version = version, Id = id, Inputs = inputs, Raws = raws, HasParameters = hasParameters, HasOutputs = hasOutputs,
        };
    }
}
