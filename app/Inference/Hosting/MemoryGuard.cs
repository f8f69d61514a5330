using System.Reflection;
using Platform.Inference.Execution;

namespace Platform.Inference.Hosting;

/// <summary>Holds the process to its memory while it serves, where the process is the server's own.</summary>
internal sealed class MemoryGuard(MemoryBudget budget, TimeProvider time) : BackgroundService
{
    /// <summary>Looks at a budget that is full, until something is done about it: a result that is being filled takes less.</summary>
    private const int MostFullLooks = 50;

    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);
    private int _fullLooks;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Assembly.GetEntryAssembly() != typeof(MemoryGuard).Assembly)
            return;
        using var timer = new PeriodicTimer(_interval, time);
        do
            AllocationLimit.IsShort = IsShort();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void RelieveIfFull()
    {
        _fullLooks = budget.IsFull ? _fullLooks + 1 : 0;
        if (_fullLooks < MostFullLooks)
            return;
        _fullLooks = 0;
        budget.Relieve();
    }

    /// <summary>What was freed may not have been given back yet.</summary>
    private bool IsShort()
    {
        try
        {
            var isShort = budget.Hold();
            RelieveIfFull();
            if (!isShort || AllocationLimit.IsShort)
                return isShort;
            MemoryReturn.Now();
            return budget.Hold();
        }
        catch (OutOfMemoryException)
        {
            budget.IsFull = true;
            AllocationLimit.Loosen(budget.Limit);
            return true;
        }
    }
}
