using Platform.Payments.Http;

namespace Platform.Payments.PayPal;

/// <summary>All that the stand-in knows, in memory.</summary>
internal sealed class PayPalState(TimeProvider time, Faults faults)
{
    private const string Letters = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";
    private const int IdLength = 17;
    private long _made;

    /// <summary>After which a capture shows in the search of transactions.</summary>
    public static readonly TimeSpan SearchLag = TimeSpan.FromHours(3);

    public Lock Gate { get; } = new();

    public List<Vault> Vaults { get; } = [];

    public List<Capture> Captures { get; } = [];

    public List<Refund> Refunds { get; } = [];

    public List<Dispute> Disputes { get; } = [];

    /// <summary>Whether an invoice's number is taken once, as an account's setting has it by default.</summary>
    public bool TakesInvoiceOnce { get; set; } = true;

    public RequestIds RequestIds { get; } = new(time);

    public Faults Faults => faults;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>17 capital letters and digits, as PayPal's ids are; each once.</summary>
    public string NextId()
    {
        var (id, rest) = (new char[IdLength], (ulong)(++_made) * 0x9E3779B97F4A7C15);
        for (var i = 0; i < IdLength; i++)
        {
            id[i] = Letters[(int)(rest % (ulong)Letters.Length)];
            rest = rest / (ulong)Letters.Length ^ rest << 40 ^ (ulong)_made;
        }

        return new string(id);
    }
}
