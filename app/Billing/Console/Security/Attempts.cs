using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Platform.Billing.Console.SignIn;

namespace Platform.Billing.Console.Security;

/// <summary>How often an address signs in, and how often visitors of an address try a model, within a minute.</summary>
internal sealed class Attempts : IDisposable
{
    private const int TriesPerMinute = 6;

    private readonly PartitionedRateLimiter<string> _signIns;
    private readonly PartitionedRateLimiter<string> _tries = Limiter(TriesPerMinute);
    private readonly bool _isBehindGateway;

    public Attempts(IOptions<ConsoleOptions> options, IOptions<SignInOptions> signIn)
        => (_signIns, _isBehindGateway) = (Limiter(signIn.Value.AttemptsPerMinute), !options.Value.IsLocal);

    public bool MaySignIn(HttpContext context) => Take(_signIns, context);

    public bool MayTry(HttpContext context) => Take(_tries, context);

    public void Dispose()
    {
        _signIns.Dispose();
        _tries.Dispose();
    }

    private bool Take(PartitionedRateLimiter<string> limiter, HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(AddressOf(context));
        return lease.IsAcquired;
    }

    /// <summary>Nobody but the gateway reaches billing, and it writes the caller's address last.</summary>
    private string AddressOf(HttpContext context)
        => _isBehindGateway && context.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim().Split(':') is [var last, ..]
        && IPAddress.TryParse(last, out var address)
            ? address.ToString()
            : context.Connection.RemoteIpAddress?.ToString() ?? "";

    private static PartitionedRateLimiter<string> Limiter(int perMinute)
        => PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetFixedWindowLimiter(
            address, _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) }));
}
