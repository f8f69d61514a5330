using Pulumi.Utilities;

namespace Platform.OfflineFeed.Conformance.Tests;

/// <summary>An output as it turned out.</summary>
internal sealed record Seen<T>(T Value, bool IsKnown, bool IsSecret, ImmutableHashSet<Resource> Dependencies)
{
    public static async Task<Seen<T>> OfAsync(Output<T> output) => new(
        await OutputUtilities.GetValueAsync(output),
        await OutputUtilities.GetIsKnownAsync(output),
        await Output.IsSecretAsync(output),
        await OutputUtilities.GetDependenciesAsync(output));
}
