using Azure.Core;
using Azure.Identity;

namespace Platform.Billing.Data;

/// <summary>Where blobs lie: settings that may name a folder or an address.</summary>
internal static class BlobPlace
{
    /// <summary>Whether a setting is an address, and no path.</summary>
    public static bool Is(string place, out Uri address)
        => Uri.TryCreate(place, UriKind.Absolute, out address!) && address.Scheme is "https" or "http";

    /// <summary>An address with a signature in it is used as it is, another as the workload that runs.</summary>
    public static T Open<T>(Uri address, Func<Uri, T> signed, Func<Uri, TokenCredential, T> asWorkload)
        => address.Query.Length > 0 ? signed(address) : asWorkload(address, new DefaultAzureCredential());
}
