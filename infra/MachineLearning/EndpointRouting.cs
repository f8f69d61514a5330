using System.Collections.Immutable;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.ManagedIdentity;
using static Platform.Infra.ArmTemplate;
using static Platform.Infra.MachineLearning.SecondWrite;

namespace Platform.Infra.MachineLearning;

/// <summary>How many calls each deployment of the online endpoint answers, or gets a copy of.</summary>
internal static class EndpointRouting
{
    public static void Declare(
        Resource parent, PlatformScope scope, EndpointSettings settings, EndpointFace face, Workspace workspace, OnlineEndpoint endpoint,
        UserAssignedIdentity identity, List<Resource> slots) =>
        Of(parent, scope, "endpoint", "onlineEndpoints", Output.Format($"{workspace.Name}/{endpoint.Name}"), identity.Id.Apply(id => Map(
            ("identity", Map(("type", "UserAssigned"), ("userAssignedIdentities", Map((id, Map()))))),
            ("properties", Map(
                ("authMode", face.AuthMode), ("publicNetworkAccess", face.PublicNetworkAccess), ("description", face.Description),
                ("traffic", Split(settings, settings.GreenPercent).Add(OnlineSlot.NameOf("blue", settings), 100 - settings.GreenPercent)),
                ("mirrorTraffic", Split(settings, settings.MirrorPercent)))))), slots);

    // Only what there is may be named, and 0 has to be said
    private static ImmutableDictionary<string, object> Split(EndpointSettings settings, int green) =>
        settings.HasGreen ? Map((OnlineSlot.NameOf("green", settings), green)) : Map();
}
