using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Platform.Bench;

/// <summary>
/// The limit for compute: ONNX Runtime in a loop on one thread, with the batch size that suits it best; as in the load, at most
/// 64 rows are there at a time. Prints rows per second and processor microseconds per row.
/// </summary>
internal static class RawLoop
{
    private static readonly TimeSpan _time = TimeSpan.FromMilliseconds(200);

    public static int Run(string model, string input, int columns)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(model, options);
        var best = ((int[])[1, 8, 16, 32, 64]).Select(rows => Measure(session, input, rows, columns)).MaxBy(result => result.Rate);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{best.Rate} {best.RowMicroseconds}"));
        return 0;
    }

    private static (double Rate, double RowMicroseconds) Measure(InferenceSession session, string input, int rows, int columns)
    {
        var values = Enumerable.Range(0, rows * columns).Select(i => i % 79 / 10f).ToArray();
        using var tensor = OrtValue.CreateTensorValueFromMemory(values, [rows, columns]);
        using var run = new RunOptions();
        for (var i = 0; i < 3; i++)
            session.Run(run, [input], [tensor], session.OutputNames).Dispose();
        var start = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        long count = 0;
        for (; Stopwatch.GetElapsedTime(start) < _time; count += rows)
            session.Run(run, [input], [tensor], session.OutputNames).Dispose();
        return (count / Stopwatch.GetElapsedTime(start).TotalSeconds,
            (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / count);
    }
}
