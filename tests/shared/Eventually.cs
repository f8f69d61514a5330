using System.Runtime.CompilerServices;

namespace Platform.Tests;

/// <summary>
/// Waits for what another thread or process brings about, for two minutes at most; then fails with what did not come about.
/// </summary>
internal static class Eventually
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    public static Task TrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
        => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > _patience)
                Assert.Fail($"this did not come about within {_patience.TotalMinutes} minutes: {what}");
            await Task.Delay(1);
        }
    }
}
