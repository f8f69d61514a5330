using Platform.Inference.Json;

namespace Platform.Inference.Generation.Http;

/// <summary>Server-sent events of one line each.</summary>
internal static class Events
{
    public static void Begin(PooledBytes target) => target.Append("data: "u8);

    public static void End(PooledBytes target) => target.Append("\n\n"u8);
}
