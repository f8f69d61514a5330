using System.Threading.Channels;
using Platform.Inference.Execution;
using Platform.Inference.Metrics;
using Platform.Inference.Models;

namespace Platform.Inference.Releases;

/// <summary>
/// Asks the version that is being released, or the one in service, what the other was asked, after that has been answered: what comes out
/// is compared, returned to nobody and billed to nobody. It takes a version back that fails or says something else too often.
/// </summary>
internal sealed partial class ReleaseWatch(ModelRepository models, TimeProvider time, ILogger<ReleaseWatch> logger) : BackgroundService
{
    /// <summary>Requests that may wait to be compared, of all models; one more is not compared.</summary>
    public const int Waiting = 64;

    /// <summary>A request with more is not compared, as it would be kept for as long.</summary>
    public const long MaxBytes = 1 << 20;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly Channel<InferenceJob> _jobs = Channel.CreateBounded<InferenceJob>(
        new BoundedChannelOptions(Waiting) { SingleReader = true });

    /// <summary>A request has been answered, or not. Takes its job where it is to be compared, and gives it back itself then.</summary>
    /// <returns>Whether it has taken the job.</returns>
    public bool TryTake(InferenceJob job, Outcome outcome)
    {
        if (models.TryFind(job.Model.Name) is not { Trial: { Release: { } release } trial } model)
            return false;
        if (job.Model == trial && outcome is Outcome.Success or Outcome.Failed)
            Say(trial, release.Note(outcome == Outcome.Failed));
        if (outcome != Outcome.Success || model.RivalOf(job.Model) is null || !release.IsCompared())
            return false;
        if (job.InputBytes <= MaxBytes && _jobs.Writer.TryWrite(job))
            return true;
        release.Drop();
        return false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var job in _jobs.Reader.ReadAllAsync(stoppingToken))
                await CompareAsync(job);
        }
        finally
        {
            _jobs.Writer.Complete();
            while (_jobs.Reader.TryRead(out var job))
                job.Model.ReturnJob(job);
        }
    }

    private async Task CompareAsync(InferenceJob answered)
    {
        var again = default(InferenceJob);
        try
        {
            if (models.TryFind(answered.Model.Name) is { Trial: { Release: { TakenBack: null } release } trial } model
                && model.RivalOf(answered.Model) is { IsReady: true } rival)
            {
                again = rival.TryRentJob();
                if (again is not null)
                    await CompareAsync(answered, again, trial, release);
            }
        }
        finally
        {
            if (again is not null)
                again.Model.ReturnJob(again);
            answered.Model.ReturnJob(answered);
        }
    }

    private async Task CompareAsync(InferenceJob answered, InferenceJob again, ModelVersion trial, Release release)
    {
        try
        {
            Copy(answered, again);
            again.Deadline = time.GetTimestamp() + (long)(_patience.TotalSeconds * time.TimestampFrequency);
            await again.Model.InferAsync(again);
        }
        catch (RefusedException refused) when (!refused.IsOfWorker)
        {
            // There is much to do, which is no fault of a version's
            release.Drop();
            return;
        }
        catch (Exception exception)
        {
            if (again.Model == trial)
                Fail(trial, release, exception);
            return;
        }

        if (again.Model == trial)
            Say(trial, release.Note(failed: false));
        var (own, other) = again.Model == trial ? (again, answered) : (answered, again);
        Say(trial, release.Compare(Agreement.Disagreement(own, other), Took(own), Took(other)));
    }

    private void Fail(ModelVersion trial, Release release, Exception exception)
    {
        LogFailed(trial.Name, trial.Version, exception.Message);
        Say(trial, release.Note(failed: true));
    }

    private TimeSpan Took(InferenceJob job) => time.GetElapsedTime(job.StartedAt, job.ComputedAt);

    private static void Copy(InferenceJob from, InferenceJob to)
    {
        for (var i = 0; i < from.Inputs.Length; i++)
        {
            to.HasInput[i] = from.HasInput[i];
            to.Inputs[i].SetShape(from.Inputs[i].Shape);
            from.Inputs[i].Payload.CopyTo(to.Inputs[i].Resize(from.Inputs[i].Length));
        }

        (to.Rows, to.RowsOfRun, to.IsLesson) = (from.Rows, from.RowsOfRun, true);
    }

    private void Say(ModelVersion trial, string? reason)
    {
        if (reason is not null)
            LogTakenBack(trial.Name, trial.Version, reason);
    }

    [LoggerMessage(30, LogLevel.Error, "Model '{Model}' version {Version} is taken back, and answers only those who name it: {Reason}")]
    private partial void LogTakenBack(string model, string version, string reason);

    [LoggerMessage(
        31, LogLevel.Warning, "Model '{Model}' version {Version} failed on a request that the version in service has answered: {Reason}")]
    private partial void LogFailed(string model, string version, string reason);
}
