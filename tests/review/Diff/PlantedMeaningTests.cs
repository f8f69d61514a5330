namespace Platform.Review.Tests.Diff;

/// <summary>One thing changed, added or removed at a time, by what it means; all formats are held to say it.</summary>
public sealed class PlantedMeaningTests
{
    [Theory]
    // Who gets in from anywhere
    [InlineData(
        "azure-native:network:NetworkSecurityGroup",
        """{"securityRules":[{"name":"in","access":"Allow","direction":"Inbound","priority":100,"sourceAddressPrefix":"10.0.0.0/8"}]}""",
        """{"securityRules":[{"name":"in","access":"Allow","direction":"Inbound","priority":100,"sourceAddressPrefix":"*"}]}""",
        "Exposure\n  changed", "(in lets in anybody; rules of traffic)", "securityRules[name=in].sourceAddressPrefix: 10.0.0.0/8 → *")]
    [InlineData(
        "azure-native:network:NetworkSecurityGroup",
        """{"securityRules":[{"name":"in","access":"Deny","direction":"Inbound","priority":100,"sourceAddressPrefix":"*"}]}""",
        """{"securityRules":[{"name":"in","access":"Allow","direction":"Inbound","priority":100,"sourceAddressPrefix":"*"}]}""",
        "in lets in anybody", "access: Deny → Allow")]
    [InlineData(
        "azure-native:network:NetworkSecurityGroup",
        """{"securityRules":[{"name":"in","access":"Allow","direction":"Inbound","priority":100,"sourceAddressPrefix":"Internet"}]}""",
        """{"securityRules":[{"name":"in","access":"Deny","direction":"Inbound","priority":100,"sourceAddressPrefix":"Internet"}]}""",
        "Network\n  changed", "(rules of traffic)")]
    [InlineData("azure-native:network:NetworkSecurityGroup", """{"securityRules":[]}""",
        """{"securityRules":[{"name":"in","access":"Allow","direction":"Inbound","priority":100,"sourceAddressPrefix":"0.0.0.0/0"}]}""",
        "in lets in anybody", "securityRules[name=in]: (none) → {")]
    [InlineData("azure-native:network:SecurityRule", """{"access":"Allow","direction":"Inbound","sourceAddressPrefixes":["10.0.0.0/8"]}""",
        """{"access":"Allow","direction":"Inbound","sourceAddressPrefixes":["10.0.0.0/8","0.0.0.0/0"]}""", "it lets in anybody")]
    [InlineData("azure-native:network:SecurityRule", """{"access":"Allow","direction":"Inbound","destinationPortRange":"443"}""",
        """{"access":"Allow","direction":"Inbound","destinationPortRange":"*"}""", "Network\n", "destinationPortRange: 443 → *")]
    [InlineData("azure-native:network:SecurityRule", """{"priority":100}""",
        """{"priority":4000}""", "priority: 100 → 4000", "rules of traffic")]
    [InlineData("azure-native:dbforpostgresql:FirewallRule", null,
        """{"startIpAddress":"0.0.0.0","endIpAddress":"255.255.255.255"}""", "Exposure\n  added", "it lets in anybody")]
    [InlineData("azure-native:dbforpostgresql:FirewallRule", """{"startIpAddress":"203.0.113.1","endIpAddress":"203.0.113.1"}""",
        """{"startIpAddress":"0.0.0.0","endIpAddress":"0.0.0.0"}""", "it lets in all of Azure, of other tenants too")]
    [InlineData("kubernetes:networking.k8s.io/v1:NetworkPolicy", """{"spec":{"ingress":[{"from":[{"podSelector":{}}]}]}}""",
        """{"spec":{"ingress":[{}]}}""", "Exposure\n", "it lets in anybody")]
    [InlineData("kubernetes:networking.k8s.io/v1:NetworkPolicy", """{"spec":{"ingress":[{"from":[{"podSelector":{}}]}]}}""",
        """{"spec":{"ingress":[{"from":[{"podSelector":{}},{"ipBlock":{"cidr":"0.0.0.0/0"}}]}]}}""", "it lets in anybody",
        "\"cidr\":\"0.0.0.0/0\"")]
    [InlineData("kubernetes:networking.k8s.io/v1:NetworkPolicy", """{"spec":{"egress":[{"to":[{"ipBlock":{"cidr":"10.0.0.0/8"}}]}]}}""",
        """{"spec":{"egress":[{"to":[{"ipBlock":{"cidr":"0.0.0.0/0"}}]}]}}""", "Network\n", "cidr: 10.0.0.0/8 → 0.0.0.0/0")]
    [InlineData("kubernetes:networking.k8s.io/v1:NetworkPolicy", """{"spec":{"policyTypes":["Ingress","Egress"]}}""",
        """{"spec":{"policyTypes":["Ingress"]}}""", "spec.policyTypes[]: Egress → (none)")]
    [InlineData("kubernetes:networking.k8s.io/v1:NetworkPolicy", """{"spec":{}}""",
        null, "Network\n  removed")]
    [InlineData("kubernetes:core/v1:Service", """{"spec":{"loadBalancerSourceRanges":["203.0.113.0/24"]}}""",
        """{"spec":{"loadBalancerSourceRanges":["0.0.0.0/0"]}}""", "it lets in anybody")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{"apiServerAccessProfile":{"authorizedIPRanges":["203.0.113.0/24"]}}""",
        """{"apiServerAccessProfile":{"authorizedIPRanges":["0.0.0.0/0"]}}""", "the API server lets in anybody")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{"apiServerAccessProfile":{"authorizedIPRanges":["203.0.113.0/24"]}}""",
        """{"apiServerAccessProfile":{}}""", "Exposure\n", """apiServerAccessProfile.authorizedIPRanges: ["203.0.113.0/24"] → (none)""")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{"disableLocalAccounts":true}""",
        """{"disableLocalAccounts":false}""", "Exposure\n", "disableLocalAccounts: true → false")]
    [InlineData("azure-native:storage:StorageAccount", """{"networkRuleSet":{"ipRules":[]}}""",
        """{"networkRuleSet":{"ipRules":[{"iPAddressOrRange":"0.0.0.0/0"}]}}""", "it lets in anybody")]
    [InlineData("azure-native:storage:StorageAccount", """{"networkRuleSet":{"defaultAction":"Deny"}}""",
        """{"networkRuleSet":{"defaultAction":"Allow"}}""", "Exposure\n", "networkRuleSet.defaultAction: Deny → Allow")]
    [InlineData("azure-native:storage:StorageAccount", """{"allowSharedKeyAccess":false}""",
        """{"allowSharedKeyAccess":true}""", "Exposure\n")]
    [InlineData("azure-native:storage:StorageAccount", """{"minimumTlsVersion":"TLS1_2"}""",
        """{"minimumTlsVersion":"TLS1_0"}""", "Exposure\n", "minimumTlsVersion: TLS1_2 → TLS1_0")]
    [InlineData("azure-native:storage:StorageAccount", """{"allowedCopyScope":"AAD"}""",
        "{}", "(allowedCopyScope)")]
    [InlineData("azure-native:containerregistry:Registry", """{"adminUserEnabled":false}""",
        """{"adminUserEnabled":true}""", "Exposure\n")]
    [InlineData("azure-native:containerregistry:Registry", """{"anonymousPullEnabled":false}""",
        """{"anonymousPullEnabled":true}""", "Exposure\n")]
    [InlineData("azure-native:containerregistry:Registry", """{"policies":{"exportPolicy":{"status":"disabled"}}}""",
        """{"policies":{"exportPolicy":{"status":"enabled"}}}""", "images can be exported")]
    [InlineData("azure-native:dbforpostgresql:Server", """{"authConfig":{"passwordAuth":"Disabled"}}""",
        """{"authConfig":{"passwordAuth":"Enabled"}}""", "(passwordAuth)")]
    [InlineData("azure-native:dbforpostgresql:Configuration", """{"configurationName":"require_secure_transport","value":"on"}""",
        """{"configurationName":"require_secure_transport","value":"off"}""", "connections that are not encrypted")]
    [InlineData("azure-native:apimanagement:Api", """{"subscriptionRequired":true}""",
        """{"subscriptionRequired":false}""", "Exposure\n")]
    [InlineData("azure-native:apimanagement:Api", """{"protocols":["https"]}""",
        """{"protocols":["https","http"]}""", "calls by http, which anybody reads")]
    [InlineData("azure-native:apimanagement:Product", """{"approvalRequired":true}""",
        """{"approvalRequired":false}""", "(approvalRequired)")]
    [InlineData(
        "azure-native:apimanagement:ApiManagementService",
        """{"customProperties":{"Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls10":"False"}}""",
        """{"customProperties":{"Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls10":"True"}}""",
        "a protocol or cipher that can be broken")]
    [InlineData("azure-native:machinelearningservices:Workspace", """{"publicNetworkAccess":"Disabled"}""",
        """{"publicNetworkAccess":"Enabled"}""", "Exposure\n")]
    [InlineData("azure-native:machinelearningservices:OnlineEndpoint", """{"properties":{"authMode":"AADToken"}}""",
        """{"properties":{"authMode":"Key"}}""", "(authMode)")]
    [InlineData("azuread:index/application:Application", """{"fallbackPublicClientEnabled":false}""",
        """{"fallbackPublicClientEnabled":true}""", "Exposure\n")]
    // Who may do more
    [InlineData(
        "azure-native:authorization:RoleAssignment",
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """acdd72a7-3385-48ef-bd42-f606fba81ae7","scope":"/subscriptions/0/resourceGroups/rg"}""",
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """acdd72a7-3385-48ef-bd42-f606fba81ae7","scope":"/subscriptions/0"}""", "it holds for a whole subscription or more",
        "scope: /subscriptions/0/resourceGroups/rg → /subscriptions/0  (creates it anew)")]
    [InlineData("azure-native:authorization:RoleAssignment", null,
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """acdd72a7-3385-48ef-bd42-f606fba81ae7","scope":"/providers/Microsoft.Management/managementGroups/root"}""",
        "it holds for a whole subscription or more")]
    [InlineData(
        "azure-native:authorization:RoleAssignment",
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """7f951dda-4ed3-4680-a7ca-43fe172d538d","scope":"/subscriptions/0/resourceGroups/rg"}""",
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """8311e382-0749-4cb8-b61a-304f252e45ec","scope":"/subscriptions/0/resourceGroups/rg"}""",
        "AcrPull (7f951dda-4ed3-4680-a7ca-43fe172d538d) → AcrPush (8311e382-0749-4cb8-b61a-304f252e45ec)")]
    [InlineData(
        "azure-native:authorization:RoleAssignment",
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """4633458b-17de-408a-b874-0445c86b69e6","scope":"/subscriptions/0/resourceGroups/rg"}""",
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """00482a5a-887f-4fb3-b363-3b7fe8e74483","scope":"/subscriptions/0/resourceGroups/rg"}""",
        "Key Vault Secrets User (4633458b-17de-408a-b874-0445c86b69e6) → Key Vault Administrator (00482a5a-887f-4fb3-b363-3b7fe8e74483)")]
    [InlineData("azure-native:authorization:RoleAssignment", null,
        """{"roleDefinitionId":"/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/"""
        + """17d1049b-9a84-46fb-8f53-869881c3d3ab","scope":"/subscriptions/0/resourceGroups/rg"}""",
        "roleDefinitionId: Storage Account Contributor (17d1049b-9a84-46fb-8f53-869881c3d3ab)")]
    [InlineData("azure-native:authorization:RoleDefinition", """{"permissions":[{"actions":["Microsoft.Storage/*/read"]}]}""",
        """{"permissions":[{"actions":["Microsoft.Storage/*/read","Microsoft.Authorization/roleAssignments/write"]}]}""",
        "it may give rights to anybody")]
    [InlineData("azuread:index/appRoleAssignment:AppRoleAssignment", null,
        """{"appRoleId":"9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8"}""", "it may give rights to anybody",
        "appRoleId: RoleManagement.ReadWrite.Directory (9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8)")]
    [InlineData("azuread:index/appRoleAssignment:AppRoleAssignment", """{"appRoleId":"9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"}""",
        """{"appRoleId":"1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9"}""",
        "Application.Read.All (9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30) → Application.ReadWrite.All (1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9)")]
    [InlineData("azuread:index/directoryRoleAssignment:DirectoryRoleAssignment", null,
        """{"roleId":"x"}""", "Rights\n  added")]
    [InlineData("azuread:index/servicePrincipal:ServicePrincipal", """{"appRoleAssignmentRequired":true}""",
        """{"appRoleAssignmentRequired":false}""", "(appRoleAssignmentRequired)")]
    [InlineData("azure-native:dbforpostgresql:AdministratorsMicrosoftEntra", null,
        """{"objectId":"a"}""", "Rights\n  added")]
    [InlineData("azure-native:apimanagement:ProductGroup", null,
        """{"groupId":"guests"}""", "Rights\n  added")]
    [InlineData("azure-native:keyvault:Vault", """{"properties":{"enableRbacAuthorization":true}}""",
        """{"properties":{"enableRbacAuthorization":false}}""", "Rights\n")]
    [InlineData("azure-native:keyvault:Vault", """{"properties":{"enabledForTemplateDeployment":false}}""",
        """{"properties":{"enabledForTemplateDeployment":true}}""", "Rights\n")]
    [InlineData("kubernetes:core/v1:ServiceAccount", """{"metadata":{"annotations":{"azure.workload.identity/client-id":"a"}}}""",
        """{"metadata":{"annotations":{"azure.workload.identity/client-id":"b"}}}""", "as whom its pods act")]
    [InlineData("kubernetes:apps/v1:Deployment", """{"spec":{"template":{"spec":{"serviceAccountName":"a"}}}}""",
        """{"spec":{"template":{"spec":{"serviceAccountName":"b"}}}}""", "as whom its pods act")]
    [InlineData("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", """{"subjects":[{"kind":"Group","name":"a"}]}""",
        """{"subjects":[{"kind":"Group","name":"a"},{"kind":"Group","name":"system:authenticated"}]}""", "Rights\n",
        "system:authenticated")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"runAsUser":1000}}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"runAsUser":0}}]}}}}""",
        "runAsUser: 0, which is root")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"capabilities":{"drop":["ALL"]}}}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"capabilities":{"drop":["NET_RAW"]}}}]}}}}""",
        "capabilities.drop: no longer ALL")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","securityContext":{"runAsNonRoot":true,"capabilities":{"drop":"""
        + """["ALL"]}}}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","image":"a"}]}}}}""", "runAsNonRoot: not set",
        "capabilities.drop: no longer ALL")]
    [InlineData(
        "kubernetes:apps/v1:Deployment", """{"spec":{"template":{"spec":{"containers":[{"name":"s","ports":[{"containerPort":80}]}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","ports":[{"containerPort":80,"hostPort":80}]}]}}}}""", "hostPort: 80")]
    [InlineData("kubernetes:apps/v1:Deployment", """{"spec":{"template":{"spec":{"containers":[]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[],"shareProcessNamespace":true}}}}""", "shareProcessNamespace: true")]
    [InlineData("kubernetes:apps/v1:Deployment", """{"spec":{"template":{"spec":{"hostIPC":false}}}}""",
        """{"spec":{"template":{"spec":{"hostIPC":true}}}}""", "hostIPC: true")]
    // Whom it believes, and where what it sends goes
    [InlineData("azure-native:managedidentity:FederatedIdentityCredential", """{"subject":"repo:contoso/platform:environment:prod"}""",
        """{"subject":"repo:stranger/platform:environment:prod"}""",
        "subject: repo:contoso/platform:environment:prod → repo:stranger/platform:environment:prod")]
    [InlineData("azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential", """{"subject":"a"}""",
        """{"subject":"b"}""", "Rights\n", "subject: a → b")]
    [InlineData("azure-native:apimanagement:Backend", """{"url":"https://a.internal"}""",
        """{"url":"https://b.example"}""", "Trust\n", "where its calls go")]
    [InlineData("azure-native:apimanagement:Api", """{"serviceUrl":"https://a"}""",
        """{"serviceUrl":"https://b"}""", "where its calls go")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","image":"cr.azurecr.io/inference:1@sha256:aa"}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","image":"cr.azurecr.io/inference:2@sha256:bb"}]}}}}""",
        "image: cr.azurecr.io/inference:1@sha256:aa → cr.azurecr.io/inference:2@sha256:bb")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","image":"cr.azurecr.io/inference:1@sha256:aa"}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","image":"cr.azurecr.io/inference:1"}]}}}}""", "Trust\n",
        "not held by its digest")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","image":"cr.azurecr.io/inference:1"}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","image":"docker.io/stranger/inference:1"}]}}}}""", "Trust\n",
        "an image from elsewhere")]
    [InlineData("azuread:index/applicationIdentifierUri:ApplicationIdentifierUri", """{"identifierUri":"api://a"}""",
        """{"identifierUri":"api://b"}""", "identifierUri: api://a → api://b")]
    [InlineData("azure-native:privatedns:PrivateRecordSet", """{"aRecords":[{"ipv4Address":"10.0.0.4"}]}""",
        """{"aRecords":[{"ipv4Address":"203.0.113.9"}]}""", "where a name leads", "10.0.0.4 → 203.0.113.9")]
    [InlineData("azure-native:network:VirtualNetwork", """{"dhcpOptions":{"dnsServers":["10.0.0.4"]}}""",
        """{"dhcpOptions":{"dnsServers":["203.0.113.9"]}}""", "(dnsServers)")]
    [InlineData("azure-native:network:VirtualNetwork", """{"subnets":[{"name":"a","natGateway":{"id":"n"}}]}""",
        """{"subnets":[{"name":"a"}]}""", "(natGateway)")]
    [InlineData("azure-native:network:RouteTable", """{"routes":[{"name":"out","nextHopIpAddress":"10.0.0.4"}]}""",
        """{"routes":[{"name":"out","nextHopIpAddress":"203.0.113.9"}]}""", "routes[name=out].nextHopIpAddress: 10.0.0.4 → 203.0.113.9")]
    // What would have brought it back, or been noticed
    [InlineData("azure-native:dbforpostgresql:Server", """{"backup":{"backupRetentionDays":35}}""",
        """{"backup":{"backupRetentionDays":7}}""", "backupRetentionDays: 35 → 7")]
    [InlineData("azure-native:dbforpostgresql:Server", """{"highAvailability":{"mode":"ZoneRedundant"}}""",
        """{"highAvailability":{"mode":"Disabled"}}""", "mode is switched off")]
    [InlineData("azure-native:dbforpostgresql:Server", """{"highAvailability":{"mode":"ZoneRedundant"}}""",
        """{"highAvailability":{"mode":"SameZone"}}""", "Other\n")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{"autoUpgradeProfile":{"upgradeChannel":"patch"}}""",
        """{"autoUpgradeProfile":{"upgradeChannel":"none"}}""", "upgradeChannel is switched off")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{"addonProfiles":{"azurepolicy":{"enabled":true}}}""",
        """{"addonProfiles":{"azurepolicy":{"enabled":false}}}""", "azurepolicy.enabled is switched off")]
    [InlineData(
        "azure-native:containerservice:ManagedCluster", """{"securityProfile":{"defender":{"securityMonitoring":{"enabled":true}}}}""",
        """{"securityProfile":{}}""", "securityMonitoring.enabled is switched off")]
    [InlineData("azure-native:storage:StorageAccount", """{"sku":{"name":"Standard_GZRS"}}""",
        """{"sku":{"name":"Standard_ZRS"}}""", "the copy in another region is gone")]
    [InlineData("azure-native:containerregistry:Replication", """{"replicationName":"northeurope"}""",
        null, "the copy in another region is gone")]
    [InlineData("azure-native:monitor:ActionGroup", """{"emailReceivers":[{"name":"a"},{"name":"b"}]}""",
        """{"emailReceivers":[{"name":"a"}]}""", "fewer are told")]
    [InlineData("azure-native:alertsmanagement:AlertProcessingRuleByName", null,
        """{"properties":{"actions":[{"actionType":"RemoveAllActionGroups"}]}}""", "alerts may be muted")]
    [InlineData(
        "azure-native:monitor:DiagnosticSetting", """{"logs":[{"category":"audit","enabled":true},{"category":"b","enabled":true}]}""",
        """{"logs":[{"category":"b","enabled":true}]}""", "its logs is switched off")]
    [InlineData("azure-native:authorization:ManagementLockByScope", """{"level":"ReadOnly"}""",
        """{"level":"CanNotDelete"}""", "a lock of another kind")]
    [InlineData("azure-native:network:VirtualNetwork", """{"enableDdosProtection":true}""",
        """{"enableDdosProtection":false}""", "enableDdosProtection is switched off")]
    [InlineData("azure-native:keyvault:Vault", """{"properties":{"softDeleteRetentionInDays":90}}""",
        """{"properties":{"softDeleteRetentionInDays":7}}""", "softDeleteRetentionInDays: 90 → 7")]
    [InlineData(
        "azure-native:storage:ManagementPolicy",
        """{"policy":{"rules":[{"name":"a","definition":{"actions":{"version":{"delete":{"daysAfterCreationGreaterThan":365}}}}}]}}""",
        """{"policy":{"rules":[{"name":"a","definition":{"actions":{"version":{"delete":{"daysAfterCreationGreaterThan":1}}}}}]}}""",
        "daysAfterCreationGreaterThan: 365 → 1")]
    [InlineData("azure-native:storage:BlobContainerImmutabilityPolicy", """{"immutabilityPeriodSinceCreationInDays":365}""",
        null, "what keeps it as it was written is gone")]
    [InlineData("azure-native:applicationinsights:WebTest", """{"enabled":true}""",
        """{"enabled":false}""", "is switched off")]
    [InlineData("kubernetes:policy/v1:PodDisruptionBudget", """{"spec":{"minAvailable":2}}""",
        """{"spec":{"minAvailable":0}}""", "minAvailable: 2 → 0")]
    [InlineData("kubernetes:core/v1:ResourceQuota", """{"spec":{}}""",
        null, "a limit of what pods take is gone")]
    // What holds data or identity
    [InlineData("azure-native:dbforpostgresql:Server", """{"resourceGroupName":"rg"}""",
        null, "Loss of data or identity\n  removed  platform/x")]
    [InlineData("azure-native:dbforpostgresql:Database", """{"resourceGroupName":"rg"}""",
        null, "Loss of data or identity\n  removed  platform/x")]
    [InlineData("azure-native:apimanagement:Subscription", """{"resourceGroupName":"rg"}""",
        null, "Loss of data or identity\n  removed  platform/x")]
    [InlineData("azure-native:storage:BlobContainer", """{"resourceGroupName":"rg"}""",
        null, "Loss of data or identity\n  removed  platform/x")]
    [InlineData("azure-native:keyvault:Secret", """{"resourceGroupName":"rg"}""",
        null, "Loss of data or identity\n  removed  platform/x")]
    [InlineData("azure-native:managedidentity:UserAssignedIdentity", """{"resourceGroupName":"rg"}""",
        null, "Loss of data or identity\n  removed  platform/x")]
    [InlineData("azure-native:network:PublicIPAddress", """{"resourceGroupName":"rg"}""",
        null, "Loss of data or identity\n  removed  platform/x")]
    [InlineData("azure-native:resources:ResourceGroup", """{"resourceGroupName":"rg"}""",
        null, "Loss of data or identity\n  removed  platform/x")]
    // What Azure refuses
    [InlineData("azure-native:containerservice:ManagedCluster", """{"kubernetesVersion":"1.34"}""",
        """{"kubernetesVersion":"1.33"}""", "Refused\n", "no way back to an older version")]
    [InlineData("azure-native:containerservice:AgentPool", """{"orchestratorVersion":"1.34.2"}""",
        """{"orchestratorVersion":"1.33.9"}""", "no way back to an older version")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{"kubernetesVersion":"1.33"}""",
        """{"kubernetesVersion":"1.34"}""", "Other\n")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{"oidcIssuerProfile":{"enabled":true}}""",
        """{"oidcIssuerProfile":{"enabled":false}}""", "the issuer cannot be switched off")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{"enableRBAC":true}""",
        """{"enableRBAC":false}""", "from its first day")]
    [InlineData("azure-native:containerservice:ManagedCluster", """{"networkProfile":{"networkPlugin":"azure"}}""",
        """{"networkProfile":{"networkPlugin":"kubenet"}}""", "networkProfile.networkPlugin: azure → kubenet  (creates it anew)")]
    [InlineData("azure-native:dbforpostgresql:Server", """{"version":"17"}""",
        """{"version":"16"}""", "no way back to an older version")]
    [InlineData("azure-native:dbforpostgresql:Server", """{"storage":{"storageSizeGB":64}}""",
        """{"storage":{"storageSizeGB":32}}""", "storage only grows")]
    [InlineData("azure-native:dbforpostgresql:Server", """{"backup":{"geoRedundantBackup":"Enabled"}}""",
        """{"backup":{"geoRedundantBackup":"Disabled"}}""", "it is chosen when a server is made", "geoRedundantBackup is switched off")]
    [InlineData("azure-native:dbforpostgresql:Server", """{"administratorLogin":"a"}""",
        """{"administratorLogin":"b"}""", "the login is for life")]
    [InlineData("azure-native:dbforpostgresql:Database", """{"collation":"a"}""",
        """{"collation":"b"}""", "Azure refuses it")]
    [InlineData("azure-native:storage:StorageAccount", """{"kind":"StorageV2"}""",
        """{"kind":"BlockBlobStorage"}""", "Loss of data or identity\n  replaced", "kind: StorageV2 → BlockBlobStorage  (creates it anew)")]
    [InlineData("azure-native:storage:StorageAccount", """{"isHnsEnabled":true}""",
        """{"isHnsEnabled":false}""", "Loss of data or identity\n  replaced")]
    [InlineData("azure-native:network:AzureFirewall", """{"zones":["1"]}""",
        """{"zones":["1","2"]}""", "A firewall keeps its zones")]
    [InlineData("azure-native:machinelearningservices:Workspace", """{"managedNetwork":{"isolationMode":"AllowOnlyApprovedOutbound"}}""",
        """{"managedNetwork":{"isolationMode":"Disabled"}}""", "Refused\n")]
    // Nested lists, and what has no name of its own
    [InlineData(
        "azure-native:network:FirewallPolicyRuleCollectionGroup",
        """{"ruleCollections":[{"name":"a","rules":[{"name":"out","targetFqdns":["x"]}]}]}""",
        """{"ruleCollections":[{"name":"a","rules":[{"name":"out","targetFqdns":["x","*"]}]}]}""",
        "ruleCollections[name=a].rules[name=out].targetFqdns[]: (none) → *")]
    [InlineData(
        "azure-native:resources:Deployment",
        """{"properties":{"template":{"resources":[{"name":"r","properties":{"steps":[{"do":1},{"do":2}]}}]}}}""",
        """{"properties":{"template":{"resources":[{"name":"r","properties":{"steps":[{"do":2},{"do":1}]}}]}}}""",
        """steps[order]: ["#1","#2"] → ["#2","#1"]""")]
    [InlineData("azure-native:x:Y", """{"a":[[1,2],[3]]}""",
        """{"a":[[1,2],[4]]}""", "a[1][]: 3 → 4")]
    [InlineData("azure-native:x:Y", """{"a":[1,2,2]}""",
        """{"a":[1,2]}""", "a[]: 2 → (none)")]
    [InlineData("azure-native:x:Y", """{"a":1}""",
        """{"a":1.5}""", "a: 1 → 1.5")]
    [InlineData("azure-native:x:Y", """{"a":"1"}""",
        """{"a":1}""", """a: "1" → 1""")]
    [InlineData("azure-native:x:Y", """{"a":["1"]}""",
        """{"a":[1]}""", "\"1\" → 1")]
    [InlineData("azure-native:x:Y", """{"a":" b"}""",
        """{"a":"b"}""", "a:")]
    [InlineData("azure-native:x:Y", """{"a":"id/A"}""",
        """{"a":"id/a"}""", "a: id/A → id/a")]
    // Secrets
    [InlineData("kubernetes:core/v1:Secret", """{"data":{"k":"[secret 0123456789ab]"}}""",
        """{"data":{"k":"[secret 0123456789ab]","l":"[secret ba9876543210]"}}""", "data.l: (none) → [secret ba9876543210]")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","env":[{"name":"K","value":"[secret 0123456789ab]"}]}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","env":[{"name":"K","value":"in the open"}]}]}}}}""", "Exposure\n",
        "can be read")]
    [InlineData(
        "kubernetes:apps/v1:Deployment",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","env":[{"name":"K","value":"in the open"}]}]}}}}""",
        """{"spec":{"template":{"spec":{"containers":[{"name":"s","env":[{"name":"K","value":"[secret 0123456789ab]"}]}]}}}}""",
        "in the open → [secret 0123456789ab]")]
    [InlineData("azure-native:keyvault:Secret", """{"properties":{"value":"[secret 0123456789ab]"}}""",
        """{"properties":{"value":"[secret ba9876543210]"}}""", "properties.value: [secret 0123456789ab] → [secret ba9876543210]")]
    public void Text_OneChange_SaysWhatItMeans(string type, string? before, string? after, params string[] expected)
    {
        var text = Told.Of(type, before, after);

        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }
}
