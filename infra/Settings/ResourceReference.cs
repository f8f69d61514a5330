using System.Text.RegularExpressions;

namespace Platform.Infra.Settings;

/// <summary>
/// Something in Azure that is there already and that the stack uses as it is. Only its id is known: whether it exists, and in which
/// region, nobody asks before the deployment does.
/// </summary>
/// <param name="Id">As given: Azure compares ids without regard to case.</param>
internal sealed partial record ResourceReference(string Id, string Subscription, string ResourceGroup, string Name)
{
    private const string Example = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub";

    /// <param name="type">Resource type, e.g. <c>Microsoft.Network/virtualNetworks</c>; null for a resource group.</param>
    /// <returns>Null where the stack says nothing.</returns>
    public static ResourceReference? Read(SettingsReader settings, Setting setting, string kind, string? type)
    {
        var below = type is null ? "" : $"/providers/{type}/<name>";
        var given = settings.Text(
            setting, $"the id of {kind}, /subscriptions/<guid>/resourceGroups/<group>{below}, or nothing",
            value => value is "" || Parse(value, type) is not null, "",
            $"{Example}{below.Replace("<name>", "hub", StringComparison.Ordinal)}");
        return Parse(given, type);
    }

    /// <summary>A list of such ids; none by default.</summary>
    public static IReadOnlyList<ResourceReference> ReadAll(SettingsReader settings, Setting setting, string kinds, string type)
    {
        var below = $"/providers/{type}/<name>";
        return
        [
            .. settings.Texts(
                setting, $"a list of ids of {kinds}, each /subscriptions/<guid>/resourceGroups/<group>{below}",
                id => Parse(id, type) is not null, [],
                $"{Example}{below.Replace("<name>", "hub", StringComparison.Ordinal)}").Select(id => Parse(id, type)!),
        ];
    }

    private static ResourceReference? Parse(string id, string? type)
    {
        var match = Shape().Match(id);
        if (!match.Success || !match.Groups["type"].Value.Equals(type ?? "", StringComparison.OrdinalIgnoreCase))
            return null;
        var group = match.Groups["group"].Value;
        return new(id, match.Groups["subscription"].Value, group, type is null ? group : match.Groups["name"].Value);
    }

    [GeneratedRegex(
        @"\A/subscriptions/(?<subscription>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})/resourceGroups/(?<group>[\w.()-]{1,90})"
        + @"(/providers/(?<type>[\w.]+/\w+)/(?<name>[\w.-]{1,80}))?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
