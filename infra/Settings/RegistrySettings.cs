using System.Text.RegularExpressions;

namespace Platform.Infra.Settings;

/// <param name="Image">
/// The inference image that was built elsewhere, by its digest; empty where the registry builds it. Subscriptions for trial and for
/// students refuse that: https://learn.microsoft.com/azure/container-registry/container-registry-faq (TasksOperationsNotAllowed).
/// </param>
internal sealed partial record RegistrySettings(RegistrySku Sku, int RetentionDays, IReadOnlyList<string> Replicas, string Image)
{
    /// <summary>
    /// The shortest retention. Kubernetes keeps the deployment's last ten revisions, whose images a rollback pulls by digest though their
    /// tag may be another's by now; with a release a fortnight the oldest of them is twenty weeks old.
    /// </summary>
    private const int ShortestRetention = 140;

    /// <summary>Whether the registry builds the image.</summary>
    public bool IsBuilt => Image.Length == 0;

    public static RegistrySettings Read(SettingsReader settings) => new(
        settings.Choice(
            new("registrySku", "Standard or Premium; private endpoints, zones and retention need Premium"),
            (RegistrySku?)RegistrySku.Premium, sku => sku.ToString()),
        settings.Whole(
            new("registryRetentionDays", "How long an untagged manifest is kept, {range} days (Premium); a rollback may need it"),
            180, min: ShortestRetention, max: 365),
        settings.Texts(
            new("registryReplicas", "Regions that hold a copy of every image (Premium)"),
            "a list of Azure regions in lower case, such as northeurope", PlatformSettings.IsRegion, [],
            "northeurope"),
        ReadImage(
            settings,
            new(
                "registryImage",
                "Inference image that was built elsewhere, as name@sha256:digest, for subscriptions that refuse to build; empty lets the "
                + "registry build it"),
            "inference"));

    /// <summary>An image that was built elsewhere, by its digest, or nothing.</summary>
    /// <param name="repository">As an example names it.</param>
    public static string ReadImage(SettingsReader settings, Setting setting, string repository) => settings.Text(
        setting, $"an image by its digest, such as registry.example.com/{repository}@sha256: and 64 hexadecimal digits; or nothing",
        image => image.Length == 0 || ByDigest().IsMatch(image), "", $"registry.example.com/{repository}@sha256:{new string('0', 64)}");

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?(/[a-z0-9][a-z0-9._-]*)+@sha256:[0-9a-f]{64}\z")]
    private static partial Regex ByDigest();
}
