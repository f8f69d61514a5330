using Pulumi.Serialization;

namespace Pulumi;

/// <summary>An archive put together from named assets and archives.</summary>
public sealed class AssetArchive(IDictionary<string, AssetOrArchive> assets) : Archive(Wire.Assets, assets.ToImmutableDictionary());
