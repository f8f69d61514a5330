using System.Collections.Concurrent;
using System.Reflection;
using Pulumi;

namespace Platform.Review.Plans;

/// <summary>
/// The version that a provider's package gives all of its resources, which says nothing about this one: it is in
/// <c>Directory.Packages.props</c>.
/// </summary>
internal static class PackageVersion
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<Assembly, string?> _known = new();

    /// <returns>The version that the program gave it; null if it left it to the package.</returns>
    public static string? Unless(Resource resource, string? version)
        => version is null || version == _known.GetOrAdd(resource.GetType().Assembly, Find) ? null : version;

    // The class is the generator's own: https://github.com/pulumi/pulumi/blob/master/pkg/codegen/dotnet/utilities.go
    private static string? Find(Assembly package)
    {
        var utilities = package.GetType($"{package.GetName().Name}.Utilities");
        return utilities?.GetProperty("Version", Any)?.GetValue(null) as string
            ?? utilities?.GetField("Version", Any)?.GetValue(null) as string;
    }
}
