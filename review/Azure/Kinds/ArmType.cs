namespace Platform.Review.Azure.Kinds;

/// <summary>Azure's own names of types: <c>Microsoft.KeyVault/vaults</c>.</summary>
internal static class ArmType
{
    /// <summary>The type in an id.</summary>
    public static string In(string id)
    {
        var provider = id.LastIndexOf("/providers/", StringComparison.Ordinal);
        if (provider < 0)
            return "Microsoft.Resources/resourceGroups";
        var segments = id[(provider + "/providers/".Length)..].Split('/');
        return string.Join('/', segments.Where((_, index) => index == 0 || index % 2 == 1));
    }
}
