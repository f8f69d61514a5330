using Platform.Infra.Network;
using Platform.Infra.Settings;
using Pulumi;

namespace Platform.Infra.Workload;

/// <summary>Where the gateway finds the server.</summary>
/// <param name="CanaryHost">Null where there is no canary.</param>
/// <param name="CanaryPercent">Of the calls, how many are the canary's: 1 to 50, or 0 where there is none.</param>
internal sealed record WorkloadEndpoints(string Host, string? CanaryHost, int CanaryPercent)
{
    /// <summary>What must be there before a canary is called: pods that are ready, their address and their name.</summary>
    public IReadOnlyList<Resource> CanaryReady { get; init; } = [];

    public static WorkloadEndpoints In(PrivateZone zone, WorkloadSettings settings)
        => new(
            In(zone, WorkloadTrack.StableObject), settings.HasCanary ? In(zone, WorkloadTrack.CanaryObject) : null, settings.CanaryPercent);

    /// <summary>
    /// What the server's certificate names: the canary's host always, so that a canary brings no other certificate for all.
    /// </summary>
    public static IReadOnlyList<string> CertifiedIn(PrivateZone zone)
        => [In(zone, WorkloadTrack.StableObject), In(zone, WorkloadTrack.CanaryObject)];

    private static string In(PrivateZone zone, string host) => $"{host}.{zone.Name}";
}
