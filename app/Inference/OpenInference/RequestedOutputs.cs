using Platform.Inference.Faults;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.OpenInference;

/// <summary>The <c>outputs</c> of a request: which of the model's it wants, in which order, and which of them as binary data.</summary>
internal static class RequestedOutputs
{
    /// <exception cref="ProtocolException">400: no array of outputs that the model has, each once.</exception>
    public static void Read(ref JsonCursor cursor, InferenceJob job)
    {
        if (cursor.TryTakeWord("null"u8))
            return;
        if (!cursor.TryTake((byte)'['))
            throw cursor.Wrong("'outputs' is not an array");
        var first = true;
        while (cursor.Next(ref first, (byte)']'))
            ReadOne(ref cursor, job);
    }

    /// <summary>Asks for all outputs where the request names none.</summary>
    /// <exception cref="ProtocolException">400: an FP16 or BF16 output is wanted as JSON.</exception>
    public static void Complete(InferenceJob job, bool binary)
    {
        var signature = job.Model.Signature;
        AddAll(job, binary);
        foreach (var output in job.Requested)
            if (signature.Outputs[output.Index].Type.IsBinaryOnly && !output.Binary)
                throw ProtocolException.BadRequest(
                    $"output '{signature.OutputNames[output.Index]}' is {signature.Outputs[output.Index].Type.Name}, which has no JSON "
                    + "form; ask for it with \"binary_data\": true");
    }

    /// <summary>All outputs, where the request has named none.</summary>
    public static void AddAll(InferenceJob job, bool binary)
    {
        if (job.Requested.Count == 0)
            for (var i = 0; i < job.Outputs.Length; i++)
                job.Requested.Add(new OutputRequest(i, binary));
    }

    /// <exception cref="ProtocolException">400: the request has it already.</exception>
    public static void Add(InferenceJob job, int output, bool binary)
    {
        foreach (var requested in job.Requested)
            if (requested.Index == output)
                throw ProtocolException.BadRequest(
                    $"Duplicate output name '{job.Model.Signature.OutputNames[output]}' is not allowed in a request: output "
                    + $"'{job.Model.Signature.OutputNames[output]}' already exists in request");
        job.Requested.Add(new OutputRequest(output, binary));
    }

    /// <param name="model">Whose output it is.</param>
    /// <param name="name">UTF-8.</param>
    /// <exception cref="ProtocolException">400: the model has none of this name.</exception>
    public static int IndexOf(ModelVersion model, ReadOnlySpan<byte> name)
    {
        var index = model.Signature.IndexOfOutput(name);
        return index >= 0 ? index : throw ProtocolException.BadRequest(
            $"unexpected inference output '{Quote.Short(name)}' for model '{model.Name}'; it has "
            + $"{Quote.Names(model.Signature.OutputNames)}");
    }

    private static void ReadOne(ref JsonCursor cursor, InferenceJob job)
    {
        if (!cursor.TryTake((byte)'{'))
            throw cursor.Wrong("an element of 'outputs' is not an object");
        int? index = null;
        Parameters? parameters = null;
        var first = true;
        while (cursor.Next(ref first, (byte)'}'))
        {
            var field = cursor.ReadName();
            if (field.SequenceEqual("name"u8))
                index = index is null ? ReadName(ref cursor, job.Model) : throw ProtocolException.Duplicate("name");
            else if (field.SequenceEqual("parameters"u8))
                parameters = parameters is null
                    ? Parameters.Read(ref cursor, "an output")
                    : throw ProtocolException.Duplicate("parameters");
            else
                cursor.Skip();
        }

        var output = index ?? throw ProtocolException.BadRequest("an element of 'outputs' has no 'name'");
        Add(job, output, parameters?.BinaryData ?? false);
    }

    private static int ReadName(ref JsonCursor cursor, ModelVersion model)
    {
        if (cursor.Peek() != '"')
            throw cursor.Wrong("'name' of an element of 'outputs' is not a string");
        return IndexOf(model, cursor.ReadString());
    }
}
