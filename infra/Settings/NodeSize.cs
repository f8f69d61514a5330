using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Infra.Settings;

/// <summary>
/// What a VM size says of itself: <c>Standard_</c>, family, cores, features, version.
/// https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
/// </summary>
internal static partial class NodeSize
{
    public const string Allowed =
        "a VM size on x64 with two cores or more and a local disk that holds a system disk of 64 GiB, "
        + "such as Standard_D4ds_v5 (d is for disk, p for Arm)";

    /// <summary>
    /// Whether AKS takes the size for nodes whose system disk is ephemeral and whose image is the one that is built here, for x64. Families
    /// that Azure adds later pass: Azure itself has the last word.
    /// https://learn.microsoft.com/azure/virtual-machines/ephemeral-os-disks
    /// </summary>
    public static bool FitsNodes(string size)
    {
        if (!NodePoolSettings.IsVmSize(size))
            return false;
        // Not of the form that this knows: taken as it is
        if (Parts().Match(size) is not { Success: true } parts)
            return true;
        var cores = int.Parse(parts.Groups["cores"].Value, CultureInfo.InvariantCulture);
        var features = parts.Groups["features"].Value;
        var version = parts.Groups["version"] is { Success: true } given ? int.Parse(given.Value, CultureInfo.InvariantCulture) : 1;
        return cores >= 2 && !Has(features, 'p') && HasDisk(parts.Groups["family"].Value, cores, features, version);
    }

    // Burstable sizes and the old A have too small a disk. Until version 3 every D, E and F had one that grew with the cores, 25 GiB of
    // cache for each (16 for F); since version 4 it is an option, d, of 37 GiB for each. All need s, which is for Premium storage.
    private static bool HasDisk(string family, int cores, string features, int version) => family switch
    {
        "A" or "B" => false,
        "D" or "E" when version >= 4 => Has(features, 'd') && Has(features, 's'),
        "F" when version >= 6 => Has(features, 'd') && Has(features, 's'),
        "D" or "E" or "F" => Has(features, 's') && cores >= 4,
        _ => true,
    };

    private static bool Has(string features, char feature) => features.Contains(feature, StringComparison.Ordinal);

    [GeneratedRegex(@"^Standard_(?<family>[A-Z]+)(?<cores>\d+)(-\d+)?(?<features>[a-z]*)(_[A-Z][A-Za-z0-9]*)?(_v(?<version>\d+))?$")]
    private static partial Regex Parts();
}
