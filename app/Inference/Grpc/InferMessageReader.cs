using System.Runtime.InteropServices;
using Google.Protobuf;
using Platform.Inference.Faults;
using Platform.Inference.Grpc.Wire;
using Platform.Inference.Models;
using Platform.Inference.OpenInference;
using Platform.Inference.Tensors;
using BinaryData = Platform.Inference.OpenInference.BinaryData;
using InferInput = Platform.Inference.Grpc.Wire.ModelInferRequest.Types.InferInputTensor;
using RequestedOutput = Platform.Inference.Grpc.Wire.ModelInferRequest.Types.InferRequestedOutputTensor;

namespace Platform.Inference.Grpc;

/// <summary>Reads an inference request into a job.</summary>
internal static class InferMessageReader
{
    /// <param name="job">An empty job of the model that is asked for.</param>
    /// <param name="request">Must stay as it is until the job is done: raw contents are not copied.</param>
    /// <exception cref="ProtocolException">400, naming the input, output or parameter that is wrong.</exception>
    public static void Read(InferenceJob job, ModelInferRequest request)
    {
        job.Id = request.Id.Length == 0 ? null : request.Id;
        MessageParameters.Read(job, request.Parameters);
        var raw = request.RawInputContents;
        if (raw.Count > 0 && raw.Count != request.Inputs.Count)
            throw ProtocolException.BadRequest(
                $"the request has {request.Inputs.Count} inputs and {raw.Count} elements of 'raw_input_contents'; expected one for each "
                + "input, in their order, or none");
        for (var i = 0; i < request.Inputs.Count; i++)
            ReadInput(job, request.Inputs[i], raw.Count > 0 ? raw[i] : null);
        RequiredInputs.Check(job);
        foreach (var output in request.Outputs)
            ReadOutput(job, output, binary: raw.Count > 0);
        RequestedOutputs.AddAll(job, binary: raw.Count > 0);
        if (raw.Count == 0)
            MessageContents.RequireTyped(job);
    }

    private static void ReadInput(InferenceJob job, InferInput input, ByteString? raw)
    {
        var index = IndexOf(job, input.Name);
        var model = job.Model.Name;
        var spec = job.Model.Signature.Inputs[index];
        var tensor = job.Inputs[index];
        var given = input.Datatype == spec.Type.Name ? spec.Type : Narrowing.From(model, spec, input.Datatype);
        MessageParameters.Check(input.Parameters, $"input '{spec.Name}'");
        InputShape.Take(model, spec, UnsafeCollectionOperations.AsSpan(input.Shape), tensor);
        if (raw is not null && input.Contents is not null)
            throw ProtocolException.BadRequest(
                $"input '{spec.Name}' has 'contents', and the request 'raw_input_contents'; expected one of them");
        if (raw is not null)
            ReadRaw(model, spec, given, tensor, raw);
        else
            MessageContents.Read(model, spec, given, tensor, input.Contents ?? throw NoContents(spec));
        job.HasInput[index] = true;
    }

    private static int IndexOf(InferenceJob job, string name)
    {
        var signature = job.Model.Signature;
        var index = Array.IndexOf(signature.InputNames, name);
        if (index < 0)
            throw ProtocolException.BadRequest(
                $"unexpected inference input '{Quote.Short(name)}' for model '{job.Model.Name}'; it has "
                + $"{Quote.Names(signature.InputNames)}");
        return job.HasInput[index] ? throw ProtocolException.BadRequest($"input '{name}' is given twice") : index;
    }

    private static void ReadRaw(string model, TensorSpec spec, DataType given, Tensor tensor, ByteString raw)
    {
        if (given != spec.Type)
        {
            Narrowing.Read(model, spec, given, raw.Span, tensor);
        }
        else if (MemoryMarshal.TryGetArray(raw.Memory, out var elements) && elements.Count == elements.Array!.Length)
        {
            BinaryData.Check(model, spec, tensor, raw.Span);
            tensor.Borrow(elements.Array);
        }
        else
        {
            BinaryData.Read(model, spec, tensor, raw.Span);
        }
    }

    private static void ReadOutput(InferenceJob job, RequestedOutput output, bool binary)
    {
        RequestedOutputs.Add(job, RequestedOutputs.IndexOf(job.Model, System.Text.Encoding.UTF8.GetBytes(output.Name)), binary);
        MessageParameters.Check(output.Parameters, "an output");
    }

    private static ProtocolException NoContents(TensorSpec spec) => ProtocolException.BadRequest(
        $"input '{spec.Name}' has no 'contents', and the request no 'raw_input_contents'; expected one of them");
}
