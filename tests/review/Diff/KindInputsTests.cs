using Platform.Review.Diff;
using Platform.Review.Stacks;
using Platform.Review.Values;

namespace Platform.Review.Tests.Diff;

public sealed class KindInputsTests
{
    [Theory]
    [InlineData("azure-native:keyvault:Vault", "vaultName", true)]
    [InlineData("azure-native:keyvault:Vault", "location", true)]
    [InlineData("azure-native:keyvault:Vault", "resourceGroupName", true)]
    [InlineData("azure-native:keyvault:Vault", "properties.publicNetworkAccess", false)]
    [InlineData("azure-native:keyvault:Vault", "tags.location", false)]
    [InlineData("azure-native:unknown:Type", "location", true)]
    [InlineData("azure-native:unknown:Type", "name", false)]
    [InlineData("azure-native:containerservice:AgentPool", "vmSize", true)]
    [InlineData("azure-native:containerservice:AgentPool", "maxCount", false)]
    [InlineData("azure-native:containerservice:AgentPool", "maxPods", false)]
    [InlineData("azure-native:containerservice:ManagedCluster", "networkProfile.advancedNetworking", false)]
    [InlineData("azure-native:containerservice:ManagedCluster", "networkProfile.loadBalancerSku", false)]
    [InlineData("azure-native:network:PrivateEndpoint", "subnet.id", true)]
    [InlineData("azure-native:network:PublicIPAddress", "zones", false)]
    [InlineData("azure-native:containerservice:ManagedCluster", "networkProfile.podCidr", true)]
    [InlineData("azure-native:containerservice:ManagedCluster", "networkProfile", true)]
    [InlineData("azure-native:containerservice:ManagedCluster", "networkProfile.outboundType", true)]
    [InlineData("azure-native:containerservice:ManagedCluster", "agentPoolProfiles.vmSize", false)]
    [InlineData("azure-native:authorization:RoleAssignment", "scope", true)]
    [InlineData("azure-native:authorization:RoleAssignment", "principalId", true)]
    [InlineData("azure-native:authorization:RoleAssignment", "description", false)]
    [InlineData("azure-native:machinelearningservices:ModelVersion", "version", true)]
    [InlineData("azure-native:machinelearningservices:ModelVersion", "properties.tags", false)]
    [InlineData("azure-native:machinelearningservices:EnvironmentVersion", "properties.image", true)]
    [InlineData("azure-native:machinelearningservices:EnvironmentVersion", "properties.tags", false)]
    [InlineData("azure-native:machinelearningservices:OnlineDeployment", "properties.instanceType", true)]
    [InlineData("azure-native:machinelearningservices:OnlineDeployment", "deploymentName", true)]
    [InlineData("azure-native:machinelearningservices:OnlineDeployment", "properties.model", false)]
    [InlineData("azure-native:machinelearningservices:OnlineDeployment", "sku.capacity", false)]
    [InlineData("azure-native:machinelearningservices:OnlineEndpoint", "endpointName", true)]
    [InlineData("azure-native:machinelearningservices:OnlineEndpoint", "properties.authMode", false)]
    [InlineData("azure-native:machinelearningservices:DataVersion", "properties.dataUri", true)]
    [InlineData("azure-native:resources:Deployment", "properties.template", false)]
    [InlineData("azure-native:network:PublicIPAddress", "sku.name", true)]
    [InlineData("azure-native:apimanagement:ProductPolicy", "value", false)]
    [InlineData("kubernetes:apps/v1:Deployment", "metadata.namespace", true)]
    [InlineData("kubernetes:apps/v1:Deployment", "metadata.labels.name", false)]
    [InlineData("kubernetes:apps/v1:Deployment", "spec.selector.matchLabels.app", true)]
    [InlineData("kubernetes:apps/v1:Deployment", "spec.replicas", false)]
    [InlineData("azuread:index/groupMember:GroupMember", "memberObjectId", true)]
    [InlineData("azuread:index/application:Application", "displayName", false)]
    [InlineData("tls:index/locallySignedCert:LocallySignedCert", "validityPeriodHours", true)]
    [InlineData("tls:index/locallySignedCert:LocallySignedCert", "earlyRenewalHours", false)]
    public void MakeAnew_Input_IsAsTheProviderHasIt(string type, string input, bool expected)
        => Assert.Equal(
               expected, KindInputs.MakeAnew(type, input.Split('.').Aggregate(PropertyPath.Root, (path, name) => path.Member(name))));
}
