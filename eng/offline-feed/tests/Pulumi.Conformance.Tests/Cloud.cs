namespace Platform.OfflineFeed.Conformance.Tests;

/// <summary>The provider of <see cref="Bucket"/>.</summary>
internal sealed class Cloud(string name, CustomResourceOptions? options = null)
    : ProviderResource("cloud", name, ResourceArgs.Empty, options);
