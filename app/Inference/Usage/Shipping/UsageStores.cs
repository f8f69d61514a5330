using Platform.Inference.Settings;

namespace Platform.Inference.Usage.Shipping;

/// <summary>The store that <c>Usage:ShipTo</c> names.</summary>
internal static class UsageStores
{
    /// <exception cref="SettingException">It is neither an address nor a folder, or the one that the logs are in.</exception>
    public static IUsageStore? Open(UsageOptions options)
    {
        if (options.ShipTo is not { Length: > 0 } given)
            return null;
        if (Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme is ("https" or "http"))
            return address.AbsolutePath.Trim('/').Length > 0 ? new BlobStore(address) : throw Refused(given);
        var folder = Path.IsPathRooted(given) ? Path.GetFullPath(given) : throw Refused(given);
        return folder == Path.GetFullPath(options.Path!) ? throw Refused(given) : new FolderStore(folder);
    }

    private static SettingException Refused(string given) => new(
        $"{UsageOptions.Section}:{nameof(UsageOptions.ShipTo)}", given,
        "the address of a container, as https://account.blob.core.windows.net/usage, or the whole path of another folder than Usage:Path");
}
