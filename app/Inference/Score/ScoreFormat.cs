using System.Net.Http.Headers;
using Platform.Inference.Faults;
using Platform.Inference.Features;
using Platform.Inference.Http;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Predict;
using Platform.Inference.Serving;

namespace Platform.Inference.Score;

/// <summary>MLflow's scoring protocol: a data frame or its like in, predictions out.</summary>
internal sealed class ScoreFormat : IPayloadFormat
{
    /// <summary>As everywhere here, what is not plainly something else is read as JSON.</summary>
    public static readonly ScoreFormat Score = new(isMlflow: false);

    /// <summary>Parameters of the content type are refused as MLflow does, as they once chose the form of the body.</summary>
    public static readonly ScoreFormat Invocations = new(isMlflow: true);

    private const string Csv = "text/csv";
    private readonly bool _isMlflow;

    private ScoreFormat(bool isMlflow) => _isMlflow = isMlflow;

    public void CheckContentType(string? contentType)
    {
        if (!IsCsv(contentType))
            ContentTypes.RefuseOther(contentType);
        if (contentType is null || !_isMlflow && !IsCsv(contentType) || !MediaTypeHeaderValue.TryParse(contentType, out var parsed))
            return;
        foreach (var parameter in parsed.Parameters)
            if (!parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase) || !IsUtf8(parameter.Value))
                throw new ProtocolException(
                    Fault.UnsupportedMediaType,
                    $"content type '{Quote.Short(contentType)}' is not supported; expected {ContentTypes.Json} or {Csv}, with no "
                    + "parameter but charset=utf-8");
    }

    public void Read(HttpRequest request, InferenceJob job, ReadOnlySpan<byte> body)
    {
        var plan = PredictFormat.PlanOf(job);
        var isCsv = IsCsv(request.ContentType);
        var taken = RequestBody.MemoryPerByte * body.Length;
        job.Memory.Require(taken);
        using var json = new PooledBytes { Growing = bytes => job.Memory.Require(taken + bytes) };
        if (isCsv)
            new CsvFrame(job.Model, plan).WriteAsSplit(body, json);
        else if (!NumberLiterals.TryQuote(body, json))
        {
            ScoreRequestReader.Read(job, plan, body);
            return;
        }

        ScoreRequestReader.Read(job, plan, json.Written.Span);
    }

    public int Write(InferenceJob job, PooledBytes answer)
    {
        var predictions = new Predictions(job, PredictFormat.PlanOf(job));
        answer.Append("{\"predictions\":["u8);
        for (var row = 0; row < job.Rows; row++)
        {
            if (row > 0)
                answer.Append((byte)',');
            predictions.WriteNext(answer);
        }

        answer.Append((byte)']');
        if (predictions.HaveProbabilities)
            WriteProbabilities(job, predictions, answer);
        answer.Append((byte)'}');
        return 0;
    }

    private static bool IsCsv(string? contentType) => contentType?.StartsWith(Csv, StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsUtf8(string? charset) => charset?.Trim('"').ToUpperInvariant() is "UTF-8" or "UTF8";

    private static void WriteProbabilities(InferenceJob job, Predictions predictions, PooledBytes answer)
    {
        answer.Append(",\"probabilities\":["u8);
        for (var row = 0; row < job.Rows; row++)
        {
            if (row > 0)
                answer.Append((byte)',');
            predictions.WriteProbabilities(row, answer);
        }

        answer.Append((byte)']');
    }
}
