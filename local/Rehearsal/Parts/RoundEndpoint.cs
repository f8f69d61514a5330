using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Platform.Billing.Hosting;

namespace Platform.Rehearsal.Parts;

/// <summary>How often billing has done all its work, so that whoever drives the clock can wait for it.</summary>
internal static class RoundEndpoint
{
    public const string Path = "/rehearsal/rounds";

    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(1), _patience = TimeSpan.FromMilliseconds(200);

    public static void MapRounds(this WebApplication app)
        => app.MapGet(Path, async (long after, BillingHealth health, HttpContext context) =>
        {
            var (began, time) = (TimeProvider.System.GetTimestamp(), TimeProvider.System);
            while (health.Rounds <= after && time.GetElapsedTime(began) < _patience)
                await Task.Delay(_look, context.RequestAborted);
            return health.Rounds.ToString(CultureInfo.InvariantCulture);
        });
}
