using System.Buffers;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Platform.Inference.Faults;
using Platform.Inference.Grpc.Wire;
using Platform.Inference.Models;
using Platform.Inference.OpenInference;
using static Platform.Inference.Grpc.MessageFields;
using Choice = Platform.Inference.Grpc.Wire.InferParameter.ParameterChoiceOneofCase;

namespace Platform.Inference.Grpc;

/// <summary>The parameters of a request, an input or an output: those that HTTP knows, and refused where it refuses them.</summary>
internal static class MessageParameters
{
    private const string Timeout = "timeout";

    /// <summary>As in every map.</summary>
    private const int Key = 1 << TypeBits | Content, Value = 2 << TypeBits | Content;

    /// <summary>Takes those of the request.</summary>
    /// <exception cref="ProtocolException">400: one has the wrong type, or asks for what this server does not do.</exception>
    public static void Read(InferenceJob job, in InferMessage message)
    {
        var fields = new MessageFields(message.Bytes);
        while (fields.Next(InferMessage.Parameter))
        {
            var (name, value) = ReadOne(fields.ReadContent());
            if (name == Timeout)
                job.Timeout = Parameters.ToTimeout(ToUnsigned(value));
            Check(name, value, "the request");
        }
    }

    /// <param name="message">Of the input or the output.</param>
    /// <param name="tag">Of the parameters in it.</param>
    /// <param name="owner">Whose they are, for errors.</param>
    /// <exception cref="ProtocolException">400: one has no value, or asks for what this server does not do.</exception>
    public static void Check(in ReadOnlySequence<byte> message, int tag, string owner)
    {
        var fields = new MessageFields(message);
        while (fields.Next(tag))
        {
            var (name, value) = ReadOne(fields.ReadContent());
            Check(name, value, owner);
        }
    }

    private static (string Name, InferParameter Value) ReadOne(in ReadOnlySequence<byte> entry)
    {
        var (name, value) = ("", new InferParameter());
        var fields = new MessageFields(entry);
        while (fields.Next())
            switch (fields.Tag)
            {
                case Key: name = fields.ReadText(); break;
                case Value: value = ReadValue(fields.ReadContent()); break;
            }

        return (name, value);
    }

    private static InferParameter ReadValue(in ReadOnlySequence<byte> value)
    {
        try
        {
            return InferParameter.Parser.ParseFrom(value);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw MessageFaults.NotAMessage(exception);
        }
    }

    private static void Check(string name, InferParameter value, string owner)
    {
        if (value.ParameterChoiceCase == Choice.None)
            throw ProtocolException.BadRequest($"parameter '{Quote.Short(name)}' of {owner} is not a string, a number or a boolean");
        RefusedParameters.Check(name, Encoding.UTF8.GetBytes(ToJson(value)), owner);
    }

    private static ulong ToUnsigned(InferParameter parameter) => parameter.ParameterChoiceCase switch
    {
        Choice.Int64Param when parameter.Int64Param >= 0 => (ulong)parameter.Int64Param,
        Choice.Uint64Param => parameter.Uint64Param,
        _ => throw ProtocolException.BadRequest($"parameter '{Timeout}' of the request is not a whole number of at least 0"),
    };

    /// <summary>As the same value is in a request of HTTP.</summary>
    private static string ToJson(InferParameter parameter) => parameter.ParameterChoiceCase switch
    {
        Choice.BoolParam => parameter.BoolParam ? "true" : "false",
        Choice.Int64Param => parameter.Int64Param.ToString(CultureInfo.InvariantCulture),
        Choice.Uint64Param => parameter.Uint64Param.ToString(CultureInfo.InvariantCulture),
        Choice.DoubleParam => parameter.DoubleParam.ToString(CultureInfo.InvariantCulture),
        _ => $"\"{parameter.StringParam}\"",
    };
}
