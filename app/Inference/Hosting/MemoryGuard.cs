using System.Reflection;
using Platform.Inference.Execution;

namespace Platform.Inference.Hosting;

/// <summary>Holds the process to its memory while it serves, where the process is the server's own.</summary>
internal sealed class MemoryGuard(MemoryBudget budget, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (Assembly.GetEntryAssembly() != typeof(MemoryGuard).Assembly)
            return;
        using var timer = new PeriodicTimer(_interval, time);
        do
            AllocationLimit.IsShort = IsShort();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>What was freed may not have been given back yet.</summary>
    private bool IsShort()
    {
        try
        {
            if (!budget.Hold())
                return false;
            if (AllocationLimit.IsShort)
                return true;
            MemoryReturn.Now();
            return budget.Hold();
        }
        catch (OutOfMemoryException)
        {
            AllocationLimit.Loosen(budget.Limit);
            return true;
        }
    }
}
