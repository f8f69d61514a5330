using Platform.Infra.Components;
using Pulumi;

namespace Platform.Infra.Workload;

/// <summary>The servers of one track: their pods, how few and how many there are, and where the gateway finds them.</summary>
internal sealed class ServedTrack : PlatformComponent
{
    public ServedTrack(string name, ServedTrackArgs args, ComponentResourceOptions? options = null)
        : base("Track", name, args.Space, options)
    {
        var (space, track, platform) = (Within(args.Space), args.Track, args.Platform);
        // Pulumi waits ten minutes for a service to find pods, and so not before there is an image for them
        var deployment = args.Pods.Declare(track, space.InCluster(platform.Registry.Ready));
        var service = InternalService.Declare(space, platform.Settings, track, platform.Registry.Ready);
        DisruptionBudget.Declare(space, track);
        if (track.Replicas is null)
            new Scaling(space, platform.Settings, platform.Prometheus).Declare(track, deployment, args.Authentication);
        var record = platform.Network.InternalZone.Address(track.Object, track.Address, Child());
        Ready = [deployment, service, record];
        RegisterOutputs();
    }

    /// <summary>Pods that are ready, their address and their name.</summary>
    public IReadOnlyList<Resource> Ready { get; }
}
