namespace Platform.Review.Rules.Catalogue;

/// <summary>Names, of what has no rules of its own besides.</summary>
internal static class NameRules
{
    private const string NetworkName = "^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$";
    private const string NetworkWords = "1 to 80 letters, digits and _.-, beginning with a letter or digit and ending with one or _";

    public static Rule[] All { get; } =
    [
        Naming.Rule("Azure.AKS.Name", [new("containerservice:ManagedCluster")], "resourceName",
            "^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$", "1 to 63 letters, digits and _-, a letter or digit at either end"),
        Naming.Rule("Azure.KeyVault.Name", [new("keyvault:Vault")], "vaultName",
            "^[A-Za-z](?!.*--)[A-Za-z0-9-]{1,22}[A-Za-z0-9]$", "3 to 24 letters, digits and single hyphens, beginning with a letter"),
        Naming.Rule(
            "Azure.KeyVault.SecretName", [new("keyvault:Secret")], "secretName", "^[A-Za-z0-9-]{1,127}$",
            "1 to 127 letters, digits and hyphens"),
        Naming.Rule(
            "Azure.KeyVault.KeyName", [new("keyvault:Key")], "keyName", "^[A-Za-z0-9-]{1,127}$", "1 to 127 letters, digits and hyphens"),
        Naming.Rule(
            "Azure.Storage.Name", [new("storage:StorageAccount")], "accountName", "^[a-z0-9]{3,24}$",
            "3 to 24 lower-case letters and digits"),
        Naming.Rule("Azure.APIM.Name", [new("apimanagement:ApiManagementService")], "serviceName",
            "^[A-Za-z]([A-Za-z0-9-]{0,48}[A-Za-z0-9])?$", "1 to 50 letters, digits and hyphens, beginning with a letter, ending with none"),
        Naming.Rule("Azure.AppInsights.Name", [new("applicationinsights:Component")], "resourceName",
            @"^[A-Za-z0-9_.()-]{0,254}[A-Za-z0-9_()-]$", "1 to 255 letters, digits and _.()-, not ending with a full stop"),
        Naming.Rule("Azure.VNET.Name", [new("network:VirtualNetwork")], "virtualNetworkName",
            "^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}[A-Za-z0-9_]$", "2 to 64 letters, digits and _.-, beginning with a letter or digit"),
        Naming.Rule("Azure.VNET.SubnetName", [new("network:VirtualNetwork", "subnets[*]")], "name", NetworkName, NetworkWords),
        Naming.Rule("Azure.Log.Name", [new("operationalinsights:Workspace")], "workspaceName",
            "^[A-Za-z0-9][A-Za-z0-9-]{1,61}[A-Za-z0-9]$", "3 to 63 letters, digits and hyphens, a letter or digit at either end"),
        Naming.Rule("Azure.NSG.Name", [new("network:NetworkSecurityGroup")], "networkSecurityGroupName", NetworkName, NetworkWords),
        Naming.Rule("Azure.PublicIP.Name", [new("network:PublicIPAddress")], "publicIpAddressName", NetworkName, NetworkWords),
        Naming.Rule("Azure.PrivateEndpoint.Name", [new("network:PrivateEndpoint")], "privateEndpointName", NetworkName, NetworkWords),
        Naming.Rule("Azure.Route.Name", [new("network:RouteTable")], "routeTableName", NetworkName, NetworkWords),
        Naming.Rule("Azure.Firewall.Name", [new("network:AzureFirewall")], "azureFirewallName", NetworkName, NetworkWords),
        Naming.Rule("Azure.Firewall.PolicyName", [new("network:FirewallPolicy")], "firewallPolicyName", NetworkName, NetworkWords),
        Naming.Rule("Azure.Identity.UserAssignedName", [new("managedidentity:UserAssignedIdentity")], "resourceName",
            "^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$", "3 to 128 letters, digits and _-, beginning with a letter or digit"),
        Naming.Rule("Azure.ResourceGroup.Name", [new("resources:ResourceGroup")], "resourceGroupName",
            @"^[\w.()-]{0,89}[\w()-]$", "1 to 90 letters, digits and _.()-, not ending with a full stop"),
    ];
}
