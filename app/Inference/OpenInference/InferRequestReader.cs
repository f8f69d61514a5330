using System.Text;
using Platform.Inference.Faults;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.OpenInference;

/// <summary>Reads the JSON of an inference request, and the binary data after it, into a job.</summary>
internal ref struct InferRequestReader(InferenceJob job, ReadOnlySpan<byte> binary)
{
    private readonly InferenceJob _job = job;
    private ReadOnlySpan<byte> _binary = binary;
    private Parameters _parameters;
    private bool _hasId, _hasParameters, _hasInputs, _hasOutputs;

    private readonly ModelVersion Model => _job.Model;

    private readonly Signature Signature => _job.Model.Signature;

    /// <param name="job">An empty job of the model that is asked for.</param>
    /// <param name="json">The JSON of the request.</param>
    /// <param name="binary">What follows it, in the order of the inputs that announce it.</param>
    /// <exception cref="ProtocolException">400, naming the input, output or field that is wrong.</exception>
    public static void Read(InferenceJob job, ReadOnlySpan<byte> json, ReadOnlySpan<byte> binary)
    {
        var reader = new InferRequestReader(job, binary);
        var cursor = new JsonCursor(json);
        reader.ReadRequest(ref cursor);
        RequiredInputs.Check(job);
        RequestedOutputs.Complete(job, reader._parameters.BinaryDataOutput ?? false);
        job.Timeout = Parameters.ToTimeout(reader._parameters.Timeout);
    }

    private void ReadRequest(ref JsonCursor cursor)
    {
        if (!cursor.TryTake((byte)'{'))
            throw cursor.Peek() is 0
                ? ProtocolException.BadRequest("the request has no body; expected a JSON object with 'inputs'")
                : NotAnObject(ref cursor);
        var first = true;
        while (cursor.Next(ref first, (byte)'}'))
        {
            var name = cursor.ReadName();
            if (name.SequenceEqual("inputs"u8))
                ReadInputs(ref cursor);
            else if (name.SequenceEqual("outputs"u8))
                ReadOutputs(ref cursor);
            else if (name.SequenceEqual("id"u8))
                ReadId(ref cursor);
            else if (name.SequenceEqual("parameters"u8))
                ReadParameters(ref cursor);
            else
                cursor.Skip();
        }

        cursor.ExpectEnd();
        if (!_hasInputs)
            throw ProtocolException.BadRequest(
                $"the request has no 'inputs'; model '{Model.Name}' expects {Quote.Names(Signature.InputNames)}");
        if (!_binary.IsEmpty)
            throw ProtocolException.BadRequest(
                $"unexpected additional input data for model '{Model.Name}': {_binary.Length} bytes after the last input");
    }

    private static ProtocolException NotAnObject(ref JsonCursor cursor)
    {
        cursor.Skip();
        return ProtocolException.BadRequest("the request body is not a JSON object");
    }

    private void ReadId(ref JsonCursor cursor)
    {
        Once(ref _hasId, "id");
        if (cursor.TryTakeWord("null"u8))
            return;
        if (cursor.Peek() != '"')
            throw cursor.Wrong("'id' is not a string");
        _job.Id = Encoding.UTF8.GetString(cursor.ReadString());
    }

    private void ReadParameters(ref JsonCursor cursor)
    {
        Once(ref _hasParameters, "parameters");
        _parameters = Parameters.Read(ref cursor, "the request");
    }

    private void ReadInputs(ref JsonCursor cursor)
    {
        Once(ref _hasInputs, "inputs");
        if (!cursor.TryTake((byte)'['))
            throw cursor.Wrong("'inputs' is not an array");
        var first = true;
        while (cursor.Next(ref first, (byte)']'))
        {
            var input = new InputReader(_job);
            input.Read(ref cursor, ref _binary);
        }
    }

    private void ReadOutputs(ref JsonCursor cursor)
    {
        Once(ref _hasOutputs, "outputs");
        RequestedOutputs.Read(ref cursor, _job);
    }

    private static void Once(ref bool seen, string field)
    {
        if (seen)
            throw ProtocolException.Duplicate(field);
        seen = true;
    }
}
