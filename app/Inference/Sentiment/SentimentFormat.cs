using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Platform.Inference.Faults;
using Platform.Inference.Json;
using Platform.Inference.Models;
using Platform.Inference.Serving;
using Platform.Inference.Tensors;

namespace Platform.Inference.Sentiment;

/// <summary><c>{"text":"…"}</c> in, <c>{"sentiment":"positive","score":…}</c> out; an array of them gives an array.</summary>
internal sealed class SentimentFormat : IPayloadFormat
{
    private const string Form = "an object {\"text\":\"…\"}";

    public static readonly SentimentFormat Instance = new();

    public void Read(HttpRequest request, InferenceJob job, ReadOnlySpan<byte> body)
    {
        _ = PlanOf(job);
        var cursor = new JsonCursor(body);
        cursor.ExpectBody($"{Form}, or an array of them");
        job.AnswersWithArray = cursor.TryTake((byte)'[');
        job.Rows = 0;
        if (job.AnswersWithArray)
        {
            var first = true;
            while (cursor.Next(ref first, (byte)']'))
                ReadText(ref cursor, job);
        }
        else
        {
            ReadText(ref cursor, job);
        }

        cursor.ExpectEnd();
        if (job.Rows == 0)
            throw ProtocolException.BadRequest("the array has no texts; expected at least one {\"text\":\"…\"}");
        if (job.Rows > (job.Model.Settings.Batching?.MaxBatchSize ?? int.MaxValue))
            throw ProtocolException.BadRequest(
                $"{job.Rows} texts are too many; expected at most {job.Model.Settings.Batching!.MaxBatchSize}");
        job.Inputs[0].SetShape([job.Rows]);
        job.HasInput[0] = true;
    }

    public int Write(InferenceJob job, PooledBytes answer)
    {
        var plan = PlanOf(job);
        var labels = job.Outputs[plan.Label].Payload;
        var scores = MemoryMarshal.Cast<byte, float>(job.Outputs[plan.Score].Payload);
        if (job.AnswersWithArray)
            answer.Append((byte)'[');
        for (var row = 0; row < job.Rows; row++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(labels);
            answer.Append(row > 0 ? ",{\"sentiment\":"u8 : "{\"sentiment\":"u8);
            answer.AppendString(labels.Slice(sizeof(int), length));
            answer.Append(",\"score\":"u8);
            answer.AppendSingle(scores[row]);
            answer.Append((byte)'}');
            labels = labels[(sizeof(int) + length)..];
        }

        if (job.AnswersWithArray)
            answer.Append((byte)']');
        return 0;
    }

    private static SentimentPlan PlanOf(InferenceJob job) => job.Model.Sentiment ?? throw ProtocolException.BadRequest(
        $"model '{job.Model.Name}' does not say the sentiment of texts: expected {SentimentPlan.Expected}; use "
        + $"/v2/models/{job.Model.Name}/infer");

    private static void ReadText(ref JsonCursor cursor, InferenceJob job)
    {
        if (!cursor.TryTake((byte)'{'))
            throw cursor.Wrong($"the body is not {Form}, or an array of them");
        var hasText = false;
        var first = true;
        while (cursor.Next(ref first, (byte)'}'))
        {
            var name = cursor.ReadName();
            if (!name.SequenceEqual("text"u8))
                throw ProtocolException.BadRequest($"unknown field '{Quote.Short(name)}'; expected 'text'");
            if (hasText)
                throw ProtocolException.BadRequest("'text' is given twice");
            if (cursor.Peek() != '"')
                throw cursor.Wrong("'text' is not a string");
            hasText = true;
            Append(job.Inputs[0], cursor.ReadString());
        }

        if (!hasText)
            throw ProtocolException.BadRequest("'text' is missing");
        job.Rows++;
    }

    private static void Append(Tensor tensor, ReadOnlySpan<byte> text)
    {
        BinaryPrimitives.WriteInt32LittleEndian(tensor.Extend(sizeof(int)), text.Length);
        tensor.Append(text);
    }
}
