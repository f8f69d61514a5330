using System.Diagnostics;
using Platform.Inference.Execution;

namespace Platform.Inference.Http;

/// <summary>
/// Has connections take turns where one thread reads all requests: one that sends them faster than they are answered would be read from for as
/// long as more come, and nobody else would be.
/// </summary>
internal static class ReadingTurns
{
    /// <summary>Of one connection, while others wait. To go on costs a fiftieth of it.</summary>
    private static readonly long _turn = Stopwatch.Frequency / 5_000;

    /// <summary>Whose turn it is: a connection has the same context for all its requests.</summary>
    [ThreadStatic]
    private static HttpContext? _current;

    [ThreadStatic]
    private static long _since;

    public static void UseReadingTurns(this IApplicationBuilder app)
    {
        if (ReadingThread.Instance is { } reading)
            app.Use(next => context => TryGoOn(context) ? next(context) : GoOnAsync(reading, next, context));
    }

    private static bool TryGoOn(HttpContext context)
    {
        if (context == _current)
            return Stopwatch.GetTimestamp() - _since < _turn || Thread.CurrentThread.IsThreadPoolThread;
        Begin(context);
        return true;
    }

    private static async Task GoOnAsync(ReadingThread reading, RequestDelegate next, HttpContext context)
    {
        await reading.Next();
        Begin(context);
        await next(context);
    }

    private static void Begin(HttpContext context) => (_current, _since) = (context, Stopwatch.GetTimestamp());
}
