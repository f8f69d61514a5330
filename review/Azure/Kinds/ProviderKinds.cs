namespace Platform.Review.Azure.Kinds;

/// <summary>Who creates the resources of a package, and where: nothing of it is in Azure.</summary>
internal static class ProviderKinds
{
    public static Kind[] All { get; } =
    [
        new("pulumi:providers:azure-native") { Label = "Azure provider" },
        new("pulumi:providers:azuread") { Label = "Entra provider" },
        new("pulumi:providers:kubernetes") { Role = KindRole.PartOfNamed, ForceNew = ["clusterIdentifier"] },
    ];
}
