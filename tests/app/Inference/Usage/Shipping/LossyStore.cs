using Platform.Inference.Usage.Shipping;

namespace Platform.Inference.Tests.Usage.Shipping;

/// <summary>A store whose answers are lost, or that is busy, as a test says.</summary>
internal sealed class LossyStore(IUsageStore store) : IUsageStore
{
    /// <summary>The appends, from 1, that have their effect and no answer.</summary>
    public Func<int, bool> IsLost { get; init; } = _ => false;

    /// <summary>The appends, from 1, that are to be made again.</summary>
    public Func<int, bool> IsBusy { get; init; } = _ => false;

    public int Appends { get; private set; }

    public bool IsAway { get; set; }

    public string Name => store.Name;

    public Task<long?> LengthAsync(string log, CancellationToken cancellationToken)
        => IsAway ? throw new IOException("away") : store.LengthAsync(log, cancellationToken);

    public Task CreateAsync(string log, CancellationToken cancellationToken) => store.CreateAsync(log, cancellationToken);

    public async Task<AppendOutcome> AppendAsync(string log, long position, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var number = ++Appends;
        if (IsAway)
            throw new IOException("away");
        if (IsBusy(number))
            return AppendOutcome.Busy;
        var outcome = await store.AppendAsync(log, position, bytes, cancellationToken);
        return IsLost(number) ? throw new IOException("the answer is lost") : outcome;
    }
}
