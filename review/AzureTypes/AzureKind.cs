namespace Platform.Review.AzureTypes;

/// <summary>How azure-native puts a kind of resource to Azure.</summary>
/// <param name="Version">The API version.</param>
/// <param name="Inputs">Where inputs go whose names do not tell, by path: <c>locations[].location</c> to <c>Id</c>, and of the
/// resource's own to a path such as <c>properties.Name</c>.</param>
/// <param name="Unmapped">Inputs for which neither names nor documentation tell where they go.</param>
internal sealed record AzureKind(
    string Version, IReadOnlyDictionary<string, string>? Inputs = null, IReadOnlyList<string>? Unmapped = null);
