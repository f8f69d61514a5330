using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Platform.Evaluation.Rows;
using Platform.Evaluation.Statistics;
using Platform.Inference.Features;
using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Evaluation.Serving;

/// <summary>Has one version answer rows, by the Open Inference Protocol with binary data, many in a request.</summary>
internal sealed class RowClient(HttpClient client, ModelVersion model, EvaluationRows rows)
{
    /// <summary>Rows of a request.</summary>
    public const int Batch = 256;

    /// <summary>Requests under way at the same time.</summary>
    private const int Concurrency = 2;

    private readonly PredictOutputs _outputs = model.Predict!.Outputs;

    /// <exception cref="EvaluationException">The server refuses a request.</exception>
    public async Task<ClassAnswers> AskAsync(RowChoice choice, CancellationToken cancellationToken)
    {
        var wanted = choice.Wanted;
        var answers = new ClassAnswers(wanted.Length, rows.Classes.Length, _outputs.Probabilities >= 0 || _outputs.Scores >= 0);
        var batches = Enumerable.Range(0, (wanted.Length + Batch - 1) / Batch);
        await Parallel.ForEachAsync(
            batches, new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
            async (batch, token) => await AskBatchAsync(answers, choice, batch * Batch, token));
        return answers;
    }

    public Task<ClassAnswers> AskAsync(int[] wanted, CancellationToken cancellationToken)
        => AskAsync(new RowChoice(wanted), cancellationToken);

    private async Task AskBatchAsync(ClassAnswers answers, RowChoice choice, int start, CancellationToken cancellationToken)
    {
        var count = Math.Min(Batch, choice.Wanted.Length - start);
        var (body, jsonLength) = Request(choice, start, count);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v2/models/{model.Name}/infer")
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.Add("Inference-Header-Content-Length", jsonLength.ToString(CultureInfo.InvariantCulture));
        request.Content.Headers.ContentType = new("application/octet-stream");
        using var response = await client.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new EvaluationException(
                $"the {model.Name} version answered rows with {(int)response.StatusCode}: {Encoding.UTF8.GetString(answer)}");
        // A header of the content, or not, depending on how strict a client is with names
        var header = response.Headers.Concat(response.Content.Headers)
            .First(each => each.Key.Equals("Inference-Header-Content-Length", StringComparison.OrdinalIgnoreCase));
        Read(answers, start, count, answer, int.Parse(header.Value.First(), CultureInfo.InvariantCulture));
    }

    private (byte[] Body, int JsonLength) Request(RowChoice choice, int start, int count)
    {
        var (wanted, shuffled, sources) = choice;
        using var binary = new MemoryStream();
        var inputs = new List<string>();
        for (var input = 0; input < model.Signature.RequiredInputs; input++)
        {
            var before = binary.Length;
            int[] features = [.. Enumerable.Range(0, rows.Features.Length).Where(feature => rows.Features[feature].Input == input)];
            for (var row = start; row < start + count; row++)
                foreach (var feature in features)
                    binary.Write(rows.Cells[feature][feature == shuffled ? sources[row] : wanted[row]]);
            var spec = model.Signature.Inputs[input];
            var shape = spec.Shape.Length == 1 ? $"{count}" : $"{count},{features.Length}";
            inputs.Add(
                $$$"""{"name":{{{Quoted(spec.Name)}}},"datatype":"{{{spec.Type.Name}}}","shape":[{{{shape}}}],"""
                + $$$""" "parameters":{"binary_data_size":{{{binary.Length - before}}}}}""");
        }

        var outputs = Wanted().Select(
            output => $$$"""{"name":{{{Quoted(model.Signature.Outputs[output].Name)}}},"parameters":{"binary_data":true}}""");
        var json = Encoding.UTF8.GetBytes($$$"""{"inputs":[{{{string.Join(',', inputs)}}}],"outputs":[{{{string.Join(',', outputs)}}}]}""");
        return ([.. json, .. binary.GetBuffer().AsSpan(0, (int)binary.Length)], json.Length);
    }

    private static string Quoted(string name) => JsonSerializer.Serialize(name);

    private int[] Wanted() => [.. new[] { _outputs.Label, Math.Max(_outputs.Probabilities, _outputs.Scores) }.Where(output => output >= 0)];

    private void Read(ClassAnswers answers, int start, int count, byte[] answer, int jsonLength)
    {
        using var document = JsonDocument.Parse(answer.AsMemory(0, jsonLength));
        var at = jsonLength;
        foreach (var output in document.RootElement.GetProperty("outputs").EnumerateArray())
        {
            var length = output.GetProperty("parameters").GetProperty("binary_data_size").GetInt32();
            var payload = answer.AsSpan(at, length);
            if (output.GetProperty("name").GetString() == (_outputs.Label >= 0 ? model.Signature.Outputs[_outputs.Label].Name : null))
                ReadLabels(answers, start, count, payload, model.Signature.Outputs[_outputs.Label].Type);
            else
                ReadProbabilities(answers, start, payload, model.Signature.Outputs[Math.Max(_outputs.Probabilities, _outputs.Scores)].Type);
            at += length;
        }

        if (_outputs.Label < 0)
            answers.TakeGreatest(start, count);
    }

    private void ReadLabels(ClassAnswers answers, int start, int count, ReadOnlySpan<byte> payload, DataType type)
    {
        for (var row = 0; row < count; row++)
            if (type == DataType.Bytes)
            {
                var length = BinaryPrimitives.ReadInt32LittleEndian(payload);
                answers.Labels[start + row] = Array.IndexOf(
                    rows.Classes, Encoding.UTF8.GetString(_outputs.Classes.NameOf(payload.Slice(sizeof(int), length))));
                payload = payload[(sizeof(int) + length)..];
            }
            else
                answers.Labels[start + row] = _outputs.Classes.IndexOf(
                    type == DataType.Int32 ? MemoryMarshal.Cast<byte, int>(payload)[row] : MemoryMarshal.Cast<byte, long>(payload)[row]);
    }

    private void ReadProbabilities(ClassAnswers answers, int start, ReadOnlySpan<byte> payload, DataType type)
    {
        var target = answers.Probabilities.AsSpan(start * answers.Classes);
        var elements = payload.Length / type.Size;
        for (var i = 0; i < elements; i++)
            target[i] = type switch
            {
                DataType.Fp32 => MemoryMarshal.Cast<byte, float>(payload)[i],
                DataType.Fp64 => MemoryMarshal.Cast<byte, double>(payload)[i],
                _ => (double)MemoryMarshal.Cast<byte, Half>(payload)[i],
            };
    }
}
