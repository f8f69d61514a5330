using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Platform.Inference.Json;

namespace Platform.Inference.Collection.Records;

/// <summary>
/// Lines as Azure Machine Learning's data collector writes them, so that its monitors read them: CloudEvents whose data are rows.
/// https://learn.microsoft.com/azure/machine-learning/how-to-collect-production-data#view-the-data-in-the-studio-ui
/// </summary>
internal static class RecordEvent
{
    /// <param name="line">Takes the line.</param>
    /// <param name="model">Its name and version.</param>
    /// <param name="said">The event's kind, inputs, outputs or feedback, and the call's id, by which events of one call are joined.</param>
    /// <param name="times">When it was, and of what is said later when the call was; cut to the minute.</param>
    /// <param name="data">JSON, an array of rows.</param>
    public static void Write(
        PooledBytes line, (string Name, string Version) model, (string Kind, string RequestId) said,
        (DateTimeOffset At, DateTimeOffset? Call) times, ReadOnlySpan<byte> data)
    {
        var (kind, requestId) = said;
        line.Append("{\"specversion\":\"1.0\",\"id\":"u8);
        line.AppendString(IdOf(kind, requestId, data));
        line.Append(",\"source\":"u8);
        line.AppendString($"/models/{model.Name}/versions/{model.Version}");
        line.Append(",\"type\":"u8);
        line.AppendString($"azureml.inference.{kind}");
        line.Append(",\"datacontenttype\":\"application/json\",\"time\":"u8);
        line.AppendString(Minute(times.At));
        line.Append(",\"data\":"u8);
        line.Append(data);
        line.Append(",\"correlationid\":"u8);
        line.AppendString(requestId);
        line.Append(",\"xrequestid\":"u8);
        line.AppendString(requestId);
        if (times.Call is { } call)
        {
            line.Append(",\"calltime\":"u8);
            line.AppendString(Minute(call));
        }

        line.Append(",\"modelversion\":"u8);
        line.AppendString(model.Version);
        line.Append(",\"collectdatatype\":\"pandas.core.frame.DataFrame\",\"agent\":\"platform-inference/1.0.0\",\"contentrange\":"u8);
        line.AppendString(string.Create(CultureInfo.InvariantCulture, $"bytes 0-{data.Length - 1}/{data.Length}"));
        line.Append("}\n"u8);
    }

    /// <summary>Of its content: the same said twice is one event.</summary>
    private static string IdOf(string kind, string requestId, ReadOnlySpan<byte> data)
    {
        using var content = new PooledBytes();
        content.Append(Encoding.UTF8.GetBytes($"{kind}\n{requestId}\n"));
        content.Append(data);
        return Convert.ToHexStringLower(SHA256.HashData(content.Written.Span).AsSpan(0, 16));
    }

    private static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:'00Z'", CultureInfo.InvariantCulture);
}
