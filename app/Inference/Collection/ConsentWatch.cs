namespace Platform.Inference.Collection;

/// <summary>
/// Looks at the consent file every ten seconds. Whatever is wrong with it, or with the key: nothing is collected until it is right.
/// </summary>
internal sealed partial class ConsentWatch(CollectOptions options, IConsentSource source, TimeProvider time, ILogger<ConsentWatch> logger)
    : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private InForce? _current;
    private NoConsentException? _fault = new("missing", "the consent file has not been read yet");
    private byte[] _key = [];

    /// <summary>Null where nothing may be collected.</summary>
    public InForce? Current => Volatile.Read(ref _current) is { } current && current.Consents.HoldAt(time.GetUtcNow()) ? current : null;

    /// <summary>Whether there may be something to collect; no look at the clock, for whom that costs.</summary>
    public InForce? Last => Volatile.Read(ref _current);

    /// <summary>Why nothing is; null where something may be.</summary>
    public NoConsentException? Fault
        => Volatile.Read(ref _fault) ?? (Current is null
        ? new NoConsentException("old", "the consent file was written more than 10 minutes ago")
        : null);

    /// <summary>One look.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var key = CollectKey.Read(options);
            var consents = Consents.Read(await source.ReadAsync(cancellationToken), time.GetUtcNow());
            Volatile.Write(ref _current, new InForce(consents, PseudonymsOf(key)));
            if (Interlocked.Exchange(ref _fault, null) is not null)
                LogInForce(consents.Count);
        }
        catch (NoConsentException fault)
        {
            Volatile.Write(ref _current, null);
            if (Interlocked.Exchange(ref _fault, fault)?.Message != fault.Message)
                LogNothing(fault.Message);
        }
    }

    /// <summary>With what is there, unless that takes long: nobody's answer waits for it.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(LookAsync(cancellationToken), Task.Delay(_patience, time, cancellationToken));
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await LookAsync(stoppingToken);
    }

    /// <summary>The same ones within a year, with what they know.</summary>
    private Pseudonyms PseudonymsOf(byte[] key)
    {
        var year = time.GetUtcNow().Year;
        if (_current?.Pseudonyms is { } known && known.Year == year && CollectKey.AreSame(_key, key))
            return known;
        _key = key;
        return new Pseudonyms(key, year);
    }

    [LoggerMessage(80, LogLevel.Information, "Calls are collected of whoever agreed: {Count} pseudonyms")]
    private partial void LogInForce(int count);

    [LoggerMessage(81, LogLevel.Warning, "Nothing is collected: {Reason}")]
    private partial void LogNothing(string reason);
}
