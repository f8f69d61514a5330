using Platform.Rehearsal.Parts;

namespace Platform.Rehearsal.Play;

/// <summary>Kills servers and billing (SIGKILL) at drawn moments, as many in all as were asked for, and starts them again.</summary>
internal sealed class Killer(Stage stage, Draws draws, int steps, int kills)
{
    /// <summary>Within which a step's work is done for the most part.</summary>
    private const int LatestMilliseconds = 120;

    private readonly List<Task> _starting = [];
    private int _left = kills;
    private int _steps = steps;

    public int Servers { get; private set; }

    public int Billing { get; private set; }

    /// <summary>A part dies within this step, or none does.</summary>
    /// <param name="serves">Whether the servers are there to be killed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task StepAsync(bool serves, CancellationToken cancellationToken)
    {
        var isDue = _left > 0 && (_left >= _steps || draws.Next(_steps) < _left);
        _steps--;
        if (!isDue)
            return;
        _left--;
        await ReadyAsync();
        var victim = serves && draws.OneIn(2) ? draws.Of(stage.Servers) : stage.Billing;
        await Task.Delay(draws.Next(LatestMilliseconds), cancellationToken);
        await victim.KillAsync();
        if (victim == stage.Billing)
            Billing++;
        else
            Servers++;
        _starting.Add(victim.StartAsync(cancellationToken));
    }

    /// <summary>Until all are back.</summary>
    public async Task ReadyAsync()
    {
        await Task.WhenAll(_starting);
        _starting.Clear();
    }
}
