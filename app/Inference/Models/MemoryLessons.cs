using System.Diagnostics;
using Platform.Inference.Execution;
using Platform.Inference.Faults;

namespace Platform.Inference.Models;

/// <summary>
/// Runs a model with more and more rows, or longer and longer texts, so that what a large request will take is known before one comes.
/// </summary>
internal static class MemoryLessons
{
    private const int FirstBytes = 64 << 10, LastBytes = 1 << 20, Growth = 4;

    /// <summary>A lesson that takes so long is the last one.</summary>
    private static readonly TimeSpan _slow = TimeSpan.FromMilliseconds(20);

    public static async Task TakeAsync(ModelVersion model)
    {
        if (model.Writes || !model.Signature.HasRows || model.WarmUpFailure is not null || !OperatingSystem.IsLinux())
            return;
        for (var bytes = FirstBytes; bytes <= LastBytes; bytes *= Growth)
        {
            var start = Stopwatch.GetTimestamp();
            if (!await TryTakeAsync(model, bytes) || Stopwatch.GetElapsedTime(start) > _slow)
                return;
        }
    }

    /// <returns>Whether there may be a next one.</returns>
    private static async Task<bool> TryTakeAsync(ModelVersion model, int bytes)
    {
        if (model.TryRentJob() is not { } job)
            return false;
        try
        {
            if (!LargeSample.TryFill(job, bytes))
                return false;
            job.IsLesson = true;
            await model.InferAsync(job);
            return true;
        }
        catch (Exception exception) when (exception is ProtocolException or RefusedException or OutOfMemoryException)
        {
            // Zeros, or so many rows, are not for every graph; it is taken for greedy then.
            return false;
        }
        finally
        {
            model.ReturnJob(job);
        }
    }
}
