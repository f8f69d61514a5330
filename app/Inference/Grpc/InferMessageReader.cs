using System.Buffers;
using Platform.Inference.Faults;
using Platform.Inference.Models;
using Platform.Inference.OpenInference;
using static Platform.Inference.Grpc.MessageFields;
using RequestedOutput = Platform.Inference.Grpc.Wire.ModelInferRequest.Types.InferRequestedOutputTensor;

namespace Platform.Inference.Grpc;

/// <summary>Reads an inference request into a job.</summary>
internal static class InferMessageReader
{
    private const int OutputName = RequestedOutput.NameFieldNumber << TypeBits | Content;
    private const int OutputParameter = RequestedOutput.ParametersFieldNumber << TypeBits | Content;

    /// <param name="job">An empty job of the model that is asked for.</param>
    /// <param name="message">Of which the job has its own copy then.</param>
    /// <exception cref="ProtocolException">400, naming the input, output or parameter that is wrong.</exception>
    public static void Read(InferenceJob job, in InferMessage message)
    {
        job.Id = message.Id;
        if (message.HasParameters)
            MessageParameters.Read(job, message);
        if (message.IsRaw && message.Raws != message.Inputs)
            throw ProtocolException.BadRequest(
                $"the request has {message.Inputs} inputs and {message.Raws} elements of 'raw_input_contents'; expected one for each "
                + "input, in their order, or none");
        ReadInputs(job, message);
        RequiredInputs.Check(job);
        if (message.HasOutputs)
            ReadOutputs(job, message);
        RequestedOutputs.AddAll(job, message.IsRaw);
        if (!message.IsRaw)
            MessageContents.RequireTyped(job);
    }

    private static void ReadInputs(InferenceJob job, in InferMessage message)
    {
        var inputs = new MessageFields(message.Bytes);
        var raws = new MessageFields(message.Bytes);
        while (inputs.Next(InferMessage.Input))
        {
            ReadOnlySequence<byte>? raw = message.IsRaw && raws.Next(InferMessage.Raw) ? raws.ReadContent() : null;
            InferInputReader.Read(job, inputs.ReadContent(), raw);
        }
    }

    private static void ReadOutputs(InferenceJob job, in InferMessage message)
    {
        var outputs = new MessageFields(message.Bytes);
        while (outputs.Next(InferMessage.Output))
        {
            var output = outputs.ReadContent();
            var fields = new MessageFields(output);
            var name = default(ReadOnlySpan<byte>);
            while (fields.Next(OutputName))
                name = fields.ReadBytes();
            RequestedOutputs.Add(job, RequestedOutputs.IndexOf(job.Model, name), message.IsRaw);
            MessageParameters.Check(output, OutputParameter, "an output");
        }
    }
}
