using System.Reflection;

namespace Platform.OfflineFeed.Generator.Tests;

/// <summary>Where this folder and what it builds are in this checkout.</summary>
internal static class OfflineFeedFolder
{
    public static string Source { get; } = typeof(OfflineFeedFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "OfflineFeed").Value!;

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Source, "..", ".."));

    public static string Build { get; } = Path.Combine(Repository, "artifacts", "offline-feed-build");
}
