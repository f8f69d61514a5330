using System.Buffers;
using Platform.Inference.Faults;
using static Platform.Inference.Grpc.MessageFields;
using Request = Platform.Inference.Grpc.Wire.ModelInferRequest;

namespace Platform.Inference.Grpc;

/// <summary>A request where it was received, with what must be known of it before it can be read into a job.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="Model">Which it is for.</param>
/// <param name="Version">Of the model; null for its default.</param>
/// <param name="Id">The caller's own; null without.</param>
/// <param name="Inputs">How many it has.</param>
/// <param name="Raws">How many elements of <c>raw_input_contents</c> it has.</param>
internal readonly record struct InferMessage(
    ReadOnlySequence<byte> Bytes, string Model, string? Version, string? Id, int Inputs, int Raws)
{
    public const int Parameter = Request.ParametersFieldNumber << TypeBits | Content;
    public const int Input = Request.InputsFieldNumber << TypeBits | Content;
    public const int Output = Request.OutputsFieldNumber << TypeBits | Content;
    public const int Raw = Request.RawInputContentsFieldNumber << TypeBits | Content;

    private const int ModelName = Request.ModelNameFieldNumber << TypeBits | Content;
    private const int ModelVersion = Request.ModelVersionFieldNumber << TypeBits | Content;
    private const int RequestId = Request.IdFieldNumber << TypeBits | Content;

    /// <summary>Whether its inputs are raw, and so shall its outputs be.</summary>
    public bool IsRaw => Raws > 0;

    /// <exception cref="ProtocolException">400: these bytes are no protocol buffer.</exception>
    public static InferMessage Read(in ReadOnlySequence<byte> bytes)
    {
        var (model, version, id) = ("", default(string), default(string));
        var (inputs, raws) = (0, 0);
        var fields = new MessageFields(bytes);
        while (fields.Next())
            switch (fields.Tag)
            {
                case ModelName: model = fields.ReadText(); break;
                case ModelVersion: version = fields.ReadText() is { Length: > 0 } text ? text : null; break;
                case RequestId: id = fields.ReadText() is { Length: > 0 } given ? given : null; break;
                case Input: inputs++; break;
                case Raw: raws++; break;
            }

        return new InferMessage(bytes, model, version, id, inputs, raws);
    }
}
