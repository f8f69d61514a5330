using Platform.Infra.Addresses;

namespace Platform.Infra.Settings;

/// <summary>The runner as it goes with network, repository and registry.</summary>
internal static class RunnerRules
{
    public static void Check(SettingsReader settings, PlatformSettings loaded)
    {
        var runner = loaded.Runner;
        if (!runner.Enabled)
        {
            if (runner.Image.Length > 0)
                settings.Reject(
                    "runnerImage", runner.Image, "nothing, as platform:runnerEnabled is false and there is no runner",
                    settings.Remove("runnerImage"));
            return;
        }

        void Reject(string why) => settings.Reject("runnerEnabled", "true", $"false, as {why}", settings.Remove("runnerEnabled"));

        if (!loaded.Network.IsPrivate)
            Reject("platform:networkIsolation is public and GitHub's own machines reach the stack");
        else if (loaded.Identity.GitHubRepository.Length == 0)
            Reject("platform:githubRepository is not set and a runner is one of a repository");
        // Who cannot build one image in the registry cannot build the other
        if (loaded.Registry.IsBuilt != (runner.Image.Length == 0))
            settings.Reject(
                "runnerImage", runner.Image,
                loaded.Registry.IsBuilt
                    ? "nothing, as platform:registryImage is not set and the registry builds all images"
                    : "the image of eng/runner by its digest, as platform:registryImage is set and the registry builds none",
                loaded.Registry.IsBuilt
                    ? settings.Remove("runnerImage")
                    : settings.Set("runnerImage", $"registry.example.com/runner@sha256:{new string('0', 64)}"));
        if (AddressPlan.For(loaded.Network.AddressSpace).Runner is null)
            settings.Reject(
                "networkAddressSpace", loaded.Network.AddressSpace,
                $"a range of /{AddressPlan.SmallestSpaceWithRunner} or larger, as platform:runnerEnabled is true and the runner has a "
                + "subnet of its own",
                settings.Set("networkAddressSpace", $"10.20.0.0/{AddressPlan.SmallestSpaceWithRunner}"));
    }
}
