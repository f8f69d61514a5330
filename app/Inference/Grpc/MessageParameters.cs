using System.Globalization;
using Google.Protobuf.Collections;
using Platform.Inference.Faults;
using Platform.Inference.Grpc.Wire;
using Platform.Inference.Models;
using Platform.Inference.OpenInference;
using Choice = Platform.Inference.Grpc.Wire.InferParameter.ParameterChoiceOneofCase;

namespace Platform.Inference.Grpc;

/// <summary>The parameters of a request, an input or an output: those that HTTP knows, and refused where it refuses them.</summary>
internal static class MessageParameters
{
    private const string Timeout = "timeout";

    /// <summary>Takes those of the request.</summary>
    /// <exception cref="ProtocolException">400: one has the wrong type, or asks for what this server does not do.</exception>
    public static void Read(InferenceJob job, MapField<string, InferParameter> parameters)
    {
        if (parameters.Count == 0)
            return;
        if (parameters.TryGetValue(Timeout, out var timeout))
            job.Timeout = Parameters.ToTimeout(ToUnsigned(timeout));
        Check(parameters, "the request");
    }

    /// <exception cref="ProtocolException">400: one has no value, or asks for what this server does not do.</exception>
    public static void Check(MapField<string, InferParameter> parameters, string owner)
    {
        if (parameters.Count == 0)
            return;
        foreach (var (name, value) in parameters)
        {
            if (value.ParameterChoiceCase == Choice.None)
                throw ProtocolException.BadRequest($"parameter '{Quote.Short(name)}' of {owner} is not a string, a number or a boolean");
            RefusedParameters.Check(name, System.Text.Encoding.UTF8.GetBytes(ToJson(value)), owner);
        }
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
