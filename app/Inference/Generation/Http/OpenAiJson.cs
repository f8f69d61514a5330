using Platform.Inference.Json;

namespace Platform.Inference.Generation.Http;

/// <summary>Parts that OpenAI's answers have in common.</summary>
internal static class OpenAiJson
{
    /// <summary>Up to the choices.</summary>
    public static void Begin(GenerationAnswer answer, string prefix, ReadOnlySpan<byte> kind, PooledBytes target)
    {
        target.Append("{\"id\":"u8);
        target.AppendString(prefix + answer.Id);
        target.Append(",\"object\":\""u8);
        target.Append(kind);
        target.Append("\",\"created\":"u8);
        target.AppendInteger(answer.Created);
        target.Append(",\"model\":"u8);
        target.AppendString(answer.Model);
        target.Append(",\"choices\":["u8);
    }

    /// <summary>The rest of a choice, and the end of the choices.</summary>
    /// <param name="answer">With the reason; not yet known where <paramref name="goesOn"/>.</param>
    /// <param name="goesOn">Whether more comes.</param>
    /// <param name="target">Takes it.</param>
    public static void EndChoice(GenerationAnswer answer, bool goesOn, PooledBytes target)
    {
        target.Append(",\"logprobs\":null,\"finish_reason\":"u8);
        if (goesOn)
            target.Append("null"u8);
        else
        {
            target.Append((byte)'"');
            target.Append(answer.ReasonName);
            target.Append((byte)'"');
        }

        target.Append("}]"u8);
    }

    public static void Usage(GenerationAnswer answer, PooledBytes target)
    {
        target.Append(",\"usage\":{\"prompt_tokens\":"u8);
        target.AppendInteger(answer.TokensIn);
        target.Append(",\"completion_tokens\":"u8);
        target.AppendInteger(answer.TokensOut);
        target.Append(",\"total_tokens\":"u8);
        target.AppendInteger(answer.TokensIn + answer.TokensOut);
        target.Append((byte)'}');
    }

    /// <summary>The end of an event that has a choice: without numbers, which only the last event has.</summary>
    public static void EndEvent(GenerationAnswer answer, PooledBytes target)
    {
        if (answer.Call.IncludesUsage)
            target.Append(",\"usage\":null"u8);
        target.Append((byte)'}');
        Events.End(target);
    }

    /// <summary>The event with the numbers, where they were asked for, and the one that ends the stream.</summary>
    public static void EndStream(GenerationAnswer answer, string prefix, ReadOnlySpan<byte> kind, PooledBytes target)
    {
        if (answer.Call.IncludesUsage)
        {
            Events.Begin(target);
            Begin(answer, prefix, kind, target);
            target.Append((byte)']');
            Usage(answer, target);
            target.Append((byte)'}');
            Events.End(target);
        }

        target.Append("data: [DONE]\n\n"u8);
    }

    public static void Error(int status, string message, PooledBytes target)
    {
        Events.Begin(target);
        OpenAiErrors.Instance.Write(target, status, message, null);
        Events.End(target);
    }
}
