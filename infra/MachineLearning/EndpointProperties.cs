using Platform.Infra.Settings;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>What callers see of the online endpoint, which is written twice; see <see cref="EndpointRouting"/>.</summary>
internal sealed record EndpointProperties(string AuthMode, string PublicNetworkAccess, string Description)
{
    public static EndpointProperties Of(EndpointSettings settings, bool isPrivate) => new(
        $"{(settings.KeysAllowed ? EndpointAuthMode.Key : EndpointAuthMode.AADToken)}",
        $"{(isPrivate ? PublicNetworkAccessType.Disabled : PublicNetworkAccessType.Enabled)}",
        $"Serves {settings.Model} of app/models");

    public OnlineEndpointPropertiesArgs ToArgs()
        => new() { AuthMode = AuthMode, PublicNetworkAccess = PublicNetworkAccess, Description = Description };
}
