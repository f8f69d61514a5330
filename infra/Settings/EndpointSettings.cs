using System.Text.RegularExpressions;

namespace Platform.Infra.Settings;

/// <summary>The workspace's managed online endpoint: two deployments, blue and green, and how calls are split between them.</summary>
/// <param name="IsEnabled">
/// Its instances cost all day, and sell nothing: the gateway's callers are served by the cluster. Off by default.
/// </param>
/// <param name="KeysAllowed">Whether callers may use a key, which names nobody, instead of an Entra token.</param>
internal sealed partial record EndpointSettings(
    bool IsEnabled, bool KeysAllowed, string InstanceSize, int InstancesMin, int InstancesMax, string Model, int BlueVersion,
    int GreenVersion,
    int GreenPercent, int MirrorPercent)
{
    private const string Sizes = "a VM size of Azure's list for managed online endpoints, such as Standard_DS2_v2";

    public bool HasGreen => GreenVersion > 0;

    public static EndpointSettings Read(SettingsReader settings)
    {
        var read = new EndpointSettings(
            settings.Flag(
                new(
                    "endpointEnabled",
                    "Whether the workspace has a managed online endpoint; its instances cost all day, and the gateway does not need it"),
                false),
            settings.Flag(new("endpointKeysAllowed", "Whether its callers show a key instead of an Entra token"), false),
            settings.Text(
                new("endpointInstanceSize", "VM size of an instance, of Azure's list for managed online endpoints"),
                Sizes, IsServingSize, "Standard_DS2_v2"),
            settings.Whole(new("endpointInstancesMin", "Fewest instances of a deployment, {range}"), 3, min: 1, max: 50),
            settings.Whole(
                new("endpointInstancesMax", "Most instances of a deployment, {range}; Azure reserves quota for a fifth more"),
                6, min: 1, max: 50),
            settings.Text(
                new("endpointModel", "Model of app/models that the endpoint serves"),
                "the name of a folder in app/models, such as iris", IsModelName, "iris"),
            settings.Whole(
                new("endpointBlueVersion", "Version of the model that the blue deployment serves"), 1, min: 1, max: int.MaxValue),
            settings.Whole(
                new("endpointGreenVersion", "Version of the model that a green deployment beside it serves; 0 for none"),
                0, min: 0, max: int.MaxValue),
            settings.Whole(
                new("endpointGreenPercent", "Share of the calls that green answers, {range}; blue answers the rest"), 0, min: 0, max: 100),
            // https://learn.microsoft.com/azure/machine-learning/how-to-safely-rollout-online-endpoints#test-the-deployment-with-mirrored-traffic
            settings.Whole(
                new("endpointMirrorPercent", "Share of the calls that green gets a copy of, {range}; its answers are thrown away"),
                0, min: 0, max: 50));
        read.Check(settings);
        return read;
    }

    private void Check(SettingsReader settings)
    {
        if (InstancesMin > InstancesMax)
            settings.Reject(
                "endpointInstancesMin", $"{InstancesMin}", $"no more than platform:endpointInstancesMax, which is {InstancesMax}",
                settings.Set("endpointInstancesMin", $"{InstancesMax}"));
        foreach (var (key, percent) in new[] { ("endpointGreenPercent", GreenPercent), ("endpointMirrorPercent", MirrorPercent) })
            if (percent > 0 && !HasGreen)
                settings.Reject(
                    key, $"{percent}", "0, as platform:endpointGreenVersion is 0 and there is no green deployment", settings.Set(key, "0"));
        // By the page above: a deployment gets either live calls or copies
        if (GreenPercent > 0 && MirrorPercent > 0)
            settings.Reject(
                "endpointMirrorPercent", $"{MirrorPercent}",
                $"0, as platform:endpointGreenPercent is {GreenPercent} and green answers calls already",
                settings.Set("endpointMirrorPercent", "0"));
    }

    private static bool IsServingSize(string value) => ServingSize().IsMatch(value);

    public static bool IsModelName(string value) => ModelName().IsMatch(value);

    // https://learn.microsoft.com/azure/machine-learning/reference-managed-online-endpoints-vm-sku-list, without those it calls too small
    [GeneratedRegex(@"^Standard_(DS[2-5]_v2|D\d+as?_v4|F(4|8|16|32|48|64|72)s_v2|FX\d+mds|E\d+s_v3|N[CD]\d+[a-z]*(_A100|_T4|_H100)?_v\d)$")]
    private static partial Regex ServingSize();

    // What Azure takes as an asset's name
    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_-]{0,254}$")]
    private static partial Regex ModelName();
}
