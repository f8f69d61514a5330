using System.Collections.Frozen;

namespace Platform.Review.Azure.Kinds;

/// <summary>The kinds of resources that a stack of this program can have, as far as there is anything to say of them.</summary>
internal static class KindCatalogue
{
    private static readonly FrozenDictionary<string, Kind> _rows = Each()
        .ToFrozenDictionary(kind => kind.Type, StringComparer.OrdinalIgnoreCase);

    // No other kind is in the same place: what is no part of another resource
    private static readonly FrozenDictionary<string, Kind> _whole = _rows.Values
        .Where(kind => kind is { IsAzure: true, PathInputs: [var name] } && name == kind.NameInput)
        .ToFrozenDictionary(kind => kind.AzureType, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<Kind> All => _rows.Values;

    /// <param name="type">Pulumi's, with the API version or without: <c>azure-native:keyvault/v20230701:Vault</c>.</param>
    /// <returns>Null for a kind of which there is no row.</returns>
    public static Kind? Find(string type) => _rows.GetValueOrDefault(Unversioned(type));

    /// <exception cref="ReviewException">There is no row of the type, or none that says where it is.</exception>
    public static string PathOf(string type) => Find(type)?.Path
        ?? throw new ReviewException($"The plan's cloud does not know where {type} is in Azure; add a row for it to review/Azure/Kinds.");

    /// <param name="azureType">Azure's, of what is no part of another resource: <c>Microsoft.Network/natGateways</c>.</param>
    public static Kind? OfAzureType(string azureType) => _whole.GetValueOrDefault(azureType);

    /// <summary>Azure Native has some API versions besides its default one, in modules of their own: <c>keyvault/v20230701</c>.</summary>
    public static string Unversioned(string type)
    {
        if (!type.StartsWith(Kind.AzureNative, StringComparison.Ordinal))
            return type;
        var (slash, colon) = (type.IndexOf('/', StringComparison.Ordinal), type.IndexOf(':', Kind.AzureNative.Length));
        return slash < 0 || slash > colon ? type : type[..slash] + type[colon..];
    }

    private static IEnumerable<Kind> Each()
    => [
        .. BackupKinds.All, .. CertificateKinds.All, .. ClusterKinds.All, .. ContainerKinds.All, .. DatabaseKinds.All, .. EntraKinds.All,
        .. GatewayKinds.All, .. IdentityKinds.All, .. KubernetesKinds.All, .. MachineLearningKinds.All, .. ManagementKinds.All,
        .. MonitorKinds.All,
        .. NetworkKinds.All, .. ProviderKinds.All, .. RegistryKinds.All, .. StorageKinds.All, .. VaultKinds.All, .. ZoneKinds.All,
    ];
}
