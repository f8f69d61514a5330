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

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly Channel<IComparison> _comparisons = Channel.CreateBounded<IComparison>(
        new BoundedChannelOptions(Waiting) { SingleReader = true });

    /// <summary>A request for tensors has been answered, or not. Takes its job where it is to be compared, and gives it back itself
    /// then.</summary>
    /// <returns>Whether it has taken the job.</returns>
    public bool TryTake(InferenceJob job, Outcome outcome)
    {
        if (models.TryFind(job.Model.Name) is not { Trial.Release: { } release } model)
            return false;
        Note(model, job.Model, outcome);
        // Of models that write texts it is texts that are compared: their graphs may differ from version to version
        return outcome == Outcome.Success && !job.Model.Writes && IsTurn(model, job.Model)
            && TryTake(new TensorComparison(job, time), release);
    }

    /// <summary>Whether a request that this version is to answer will be compared, which takes its turn.</summary>
    public bool IsTurn(ModelVersion version) => models.TryFind(version.Name) is { } model && IsTurn(model, version);

    /// <summary>A request for texts has been answered, or not.</summary>
    /// <param name="version">Which was to answer it.</param>
    /// <param name="outcome">Whether it did.</param>
    /// <param name="comparison">Of what it was asked, where it was its turn; taken in any case.</param>
    public void End(ModelVersion version, Outcome outcome, IComparison? comparison)
    {
        if (models.TryFind(version.Name) is { Trial.Release: { } release } model)
        {
            Note(model, version, outcome);
            if (outcome == Outcome.Success && comparison is not null && TryTake(comparison, release))
                return;
        }

        comparison?.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var comparison in _comparisons.Reader.ReadAllAsync(stoppingToken))
                using (comparison)
                    await CompareAsync(comparison, stoppingToken);
        }
        finally
        {
            _comparisons.Writer.Complete();
            while (_comparisons.Reader.TryRead(out var comparison))
                comparison.Dispose();
        }
    }

    private static bool IsTurn(Model model, ModelVersion version)
        => model is { Trial.Release: { } release } && model.RivalOf(version) is not null && release.IsCompared();

    private void Note(Model model, ModelVersion version, Outcome outcome)
    {
        if (version == model.Trial && outcome is Outcome.Success or Outcome.Failed)
            Say(version, version.Release?.Note(outcome == Outcome.Failed));
    }

    private bool TryTake(IComparison comparison, Release release)
    {
        if (!comparison.IsLarge && _comparisons.Writer.TryWrite(comparison))
            return true;
        release.Drop();
        return false;
    }

    private async Task CompareAsync(IComparison comparison, CancellationToken stop)
    {
        if (models.TryFind(comparison.Answered.Name) is not { Trial: { Release: { TakenBack: null } release } trial } model
            || model.RivalOf(comparison.Answered) is not { IsReady: true } rival || rival.TryRentJob() is not { } other)
            return;
        try
        {
            other.IsLesson = true;
            other.Deadline = time.TimestampIn(_patience);
            var compared = await comparison.AskAsync(other, stop);
            if (rival == trial)
                Say(trial, release.Note(failed: false));
            var (own, service) = rival == trial ? (compared.Other, compared.Answered) : (compared.Answered, compared.Other);
            Say(trial, release.Compare(compared.Disagreement, own, service));
        }
        catch (RefusedException refused) when (!refused.IsOfWorker)
        {
            // There is much to do, which is no fault of a version's
            release.Drop();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nor is that the server stops
        }
        catch (Exception exception)
        {
            if (rival == trial)
                Fail(trial, release, exception);
        }
        finally
        {
            rival.ReturnJob(other);
        }
    }

    private void Fail(ModelVersion trial, Release release, Exception exception)
    {
        LogFailed(trial.Name, trial.Version, exception.Message);
        Say(trial, release.Note(failed: true));
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
