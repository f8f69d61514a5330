namespace Platform.Review.Stacks;

/// <summary>
/// Puts a stack's settings where the Pulumi SDK looks for them, the process's environment, until it is left for the first time.
/// </summary>
internal sealed class ConfigurationScope : IDisposable
{
    private const string Values = "PULUMI_CONFIG";
    private const string SecretKeys = "PULUMI_CONFIG_SECRET_KEYS";

    // There is one environment, so one stack at a time.
    private static readonly SemaphoreSlim _turn = new(1, 1);

    private readonly string? _values = Environment.GetEnvironmentVariable(Values);
    private readonly string? _secretKeys = Environment.GetEnvironmentVariable(SecretKeys);
    private int _isLeft;

    private ConfigurationScope()
    {
    }

    public static async Task<ConfigurationScope> EnterAsync(StackConfiguration configuration, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        var scope = new ConfigurationScope();
        Environment.SetEnvironmentVariable(Values, configuration.ValuesAsJson());
        Environment.SetEnvironmentVariable(SecretKeys, configuration.SecretKeysAsJson());
        return scope;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isLeft, 1) != 0)
            return;
        Environment.SetEnvironmentVariable(Values, _values);
        Environment.SetEnvironmentVariable(SecretKeys, _secretKeys);
        _turn.Release();
    }
}
