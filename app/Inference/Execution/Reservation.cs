using System.Globalization;
using Platform.Inference.Faults;

namespace Platform.Inference.Execution;

/// <summary>What one request has taken of the <see cref="MemoryBudget"/>; it grows as more is known of the request.</summary>
internal sealed class Reservation
{
    /// <summary>What is smaller is in the noise, and most requests are.</summary>
    private const int Uncounted = 16 << 10;

    private MemoryBudget? _budget;
    private Reservation? _longer;
    private long _taken;

    public void Open(MemoryBudget budget) => _budget = budget;

    /// <summary>Has another one take and keep all from now on, which is closed after this one: nothing is counted twice.</summary>
    public void LeaveTo(Reservation? longer) => _longer = longer;

    /// <summary>Makes the request's share at least this large.</summary>
    /// <exception cref="ProtocolException">413: it is more than the server has.</exception>
    /// <exception cref="RefusedException">Others have it now.</exception>
    public void Require(long bytes)
    {
        if (_longer is not null)
        {
            _longer.Require(bytes);
            return;
        }

        if (bytes <= Uncounted || bytes <= _taken || _budget is null)
            return;
        if (bytes > _budget.Total)
            throw new ProtocolException(
                Fault.TooLarge,
                $"the request takes about {Megabytes(bytes)} MB of memory, and this server has {Megabytes(_budget.Total)} MB for "
                + "requests; send less at a time");
        if (!_budget.TryTake(bytes - _taken))
            throw new RefusedException(
                $"the request takes about {Megabytes(bytes)} MB of memory, and other requests leave {Megabytes(_budget.Left)} MB; "
                + "try again later");
        _taken = bytes;
    }

    public void Close()
    {
        if (_taken > 0)
            _budget!.Give(_taken);
        _taken = 0;
        _budget = null;
        _longer = null;
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.#", CultureInfo.InvariantCulture);
}
