namespace Platform.Review.Tests.Rules;

/// <summary>
/// For every rule, changes to the sound plan that it must find; where the plan has nothing that the rule is about, or does not keep it, a
/// sound thing first.
/// </summary>
public static class PlantedViolations
{
    // Whoever administers access, of one role alone
    private const string Assigner = """
        + authorization:RoleAssignment {"scope":"/subscriptions/s/resourceGroups/g/providers/p/t/n","roleAssignmentName":"a","principalType":"ServicePrincipal","roleDefinitionId":"/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/f58310d9-a9f6-439a-9e8d-f62e7b41a168","condition":"@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {7f951dda-4ed3-4680-a7ca-43fe172d538d}"}
        """;

    // A group of its own, with what a Contributor may do there
    private const string Apart = """
        + resources:ResourceGroup {"resourceGroupName":"rg-platform-prod-apart"}
        + authorization:RoleAssignment {"scope":"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-platform-prod-apart","roleAssignmentName":"a","roleDefinitionId":"/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c"}
        """;

    private const string Database = """
        + dbforpostgresql:Server {"serverName":"s","authConfig":{"activeDirectoryAuth":"Enabled","passwordAuth":"Disabled"},"backup":{"geoRedundantBackup":"Enabled"},"maintenanceWindow":{"customWindow":"Enabled"},"highAvailability":{"mode":"ZoneRedundant"}}
        + dbforpostgresql:Configuration {"serverName":"s","configurationName":"ssl_min_protocol_version","value":"TLSv1.3"}
        """;

    private const string Usage = """
        + Deployment {"metadata":{"name":"s"},"spec":{"template":{"spec":{"containers":[{"name":"s","env":[{"name":"Usage__ShipTo","value":"https://st.blob.core.windows.net/usage"}]}]}}}}
        + storage:BlobContainer {"accountName":"st","containerName":"usage"}
        + storage:BlobContainerImmutabilityPolicy {"accountName":"st","containerName":"usage","allowProtectedAppendWrites":true}
        """;

    public static TheoryData<string, string, string> All { get; } = new()
    {
        { "Azure.AKS.LocalAccounts", "containerservice:ManagedCluster disableLocalAccounts = false", "" },
        { "Azure.AKS.AzureRBAC", "containerservice:ManagedCluster aadProfile/enableAzureRBAC = nothing", "" },
        { "Azure.AKS.ManagedAAD", "containerservice:ManagedCluster aadProfile/managed = false", "" },
        { "Azure.AKS.UseRBAC", "containerservice:ManagedCluster enableRBAC = false", "" },
        { "Azure.AKS.ManagedIdentity", """containerservice:ManagedCluster identity/type = "None" """, "" },
        { "Azure.AKS.NetworkPolicy", "containerservice:ManagedCluster networkProfile/networkPolicy = nothing", "" },
        { "Azure.AKS.SecretStore", "containerservice:ManagedCluster addonProfiles/azureKeyvaultSecretsProvider/enabled = false", "" },
        {
            "Azure.AKS.SecretStoreRotation",
            """containerservice:ManagedCluster addonProfiles/azureKeyvaultSecretsProvider/config/enableSecretRotation = "false" """, ""
        },
        { "Azure.AKS.DefenderProfile", "containerservice:ManagedCluster securityProfile/defender/securityMonitoring/enabled = false", "" },
        { "Azure.AKS.AzurePolicyAddOn", "containerservice:ManagedCluster addonProfiles/azurepolicy/enabled = false", "" },
        { "Azure.AKS.HttpAppRouting", "containerservice:ManagedCluster addonProfiles/httpApplicationRouting/enabled = true", "" },
        { "Azure.AKS.NodeAutoUpgrade", """containerservice:ManagedCluster autoUpgradeProfile/nodeOSUpgradeChannel = "None" """, "" },
        { "Azure.AKS.AutoUpgrade", """containerservice:ManagedCluster autoUpgradeProfile/upgradeChannel = "none" """, "" },
        { "Azure.AKS.Version", """containerservice:ManagedCluster autoUpgradeProfile/upgradeChannel = "patch" """, "" },
        { "Azure.AKS.AuthorizedIPs", "containerservice:ManagedCluster apiServerAccessProfile/enablePrivateCluster = false", "" },
        { "Azure.AKS.StandardLB", "containerservice:ManagedCluster networkProfile/loadBalancerSku = nothing", "" },
        { "Azure.AKS.UptimeSLA", """containerservice:ManagedCluster sku/tier = "Free" """, "" },
        { "Azure.AKS.ContainerInsights", "containerservice:ManagedCluster addonProfiles/omsagent/enabled = false", "" },
        { "Azure.AKS.DNSPrefix", """containerservice:ManagedCluster dnsPrefix = "-x" """, "" },
        { "Azure.AKS.Name", """containerservice:ManagedCluster resourceName = "_" """, "" },
        { "Azure.AKS.CNISubnetSize", """
            containerservice:ManagedCluster networkProfile/networkPluginMode = nothing
            network:VirtualNetwork subnets/0/addressPrefix = "10.30.0.0/24"
            """, "" },
        { "Azure.AKS.MinNodeCount", "containerservice:ManagedCluster agentPoolProfiles/0/minCount = 2", "" },
        {
            "Azure.AKS.PoolVersion", """containerservice:ManagedCluster agentPoolProfiles/0/orchestratorVersion = "1.30.1" """,
            """containerservice:ManagedCluster kubernetesVersion = "1.34" """
        },
        { "Azure.AKS.AutoScaling", "containerservice:AgentPool enableAutoScaling = false", "" },
        { "Azure.AKS.PoolScaleSet", """containerservice:AgentPool type = "AvailabilitySet" """, "" },
        { "Azure.AKS.NodeMinPods", "containerservice:AgentPool maxPods = 30", "" },
        { "Azure.AKS.EphemeralOSDisk", """containerservice:AgentPool osDiskType = "Managed" """, "" },
        { "Azure.AKS.AvailabilityZone", "containerservice:AgentPool availabilityZones = []", "" },
        { "Azure.AKS.MinUserPoolNodes", "containerservice:AgentPool minCount = 2", "" },
        { "Azure.AKS.MinUserPoolNodes", "containerservice:AgentPool minCount = 2", "containerservice:AgentPool mode = nothing" },
        { "Azure.AKS.NodeMinPods", "containerservice:ManagedCluster agentPoolProfiles/0/maxPods = 30", "" },
        { "Azure.AKS.Version", """containerservice:AgentPool orchestratorVersion = "1.32.9" """, "" },
        {
            "Azure.AKS.Version", """containerservice:AgentPool orchestratorVersion = "1.33" """,
            """containerservice:AgentPool orchestratorVersion = "1.34" """
        },
        { "Azure.AKS.MaintenanceWindow", "- containerservice:MaintenanceConfiguration", "" },
        { "Azure.AKS.AuditLogs", "- monitor:DiagnosticSetting", "" },
        { "Azure.AKS.PlatformLogs", "- monitor:DiagnosticSetting", "" },
        { "Azure.KeyVault.Logs", "- monitor:DiagnosticSetting", "" },
        { "Azure.ACR.AuditLogs", "- monitor:DiagnosticSetting", "" },
        { "Plan.Diagnostics", "- monitor:DiagnosticSetting", "" },
        { "Azure.AKS.AuditAdmin", """monitor:DiagnosticSetting logs = [{"category":"kube-audit","enabled":true}]""", "" },
        { "Azure.ACR.AdminUser", "containerregistry:Registry adminUserEnabled = true", "" },
        { "Azure.ACR.AnonymousAccess", "containerregistry:Registry anonymousPullEnabled = true", "" },
        { "Azure.ACR.MinSku", """containerregistry:Registry sku/name = "Basic" """, "" },
        { "Azure.ACR.ExportPolicy", """containerregistry:Registry policies/exportPolicy/status = "enabled" """, "" },
        { "Azure.ACR.Firewall", """containerregistry:Registry publicNetworkAccess = "Enabled" """, "" },
        { "Azure.ACR.Retention", """containerregistry:Registry policies/retentionPolicy/status = "disabled" """, "" },
        { "Azure.ACR.GeoReplica", "- containerregistry:Replication", "" },
        { "Azure.ACR.GeoReplica", """containerregistry:Replication location = "westeurope" """, "" },
        { "Azure.ACR.Name", """containerregistry:Registry registryName = "a-b" """, "" },
        { "Plan.KeyVault.SecretExpiry", "keyvault:Secret properties/attributes/expires = nothing", "" },
        { "Plan.KeyVault.SecretContent", "keyvault:Secret properties/contentType = nothing", "" },
        { "Plan.Storage.DoubleEncryption", "storage:StorageAccount encryption/requireInfrastructureEncryption = nothing", "" },
        { "Plan.Storage.Versions", "storage:BlobServiceProperties isVersioningEnabled = false", "" },
        { "Azure.KeyVault.RBAC", "keyvault:Vault properties/enableRbacAuthorization = false", "" },
        { "Azure.KeyVault.SoftDelete", "keyvault:Vault properties/enableSoftDelete = nothing", "" },
        { "Azure.KeyVault.PurgeProtect", "keyvault:Vault properties/enablePurgeProtection = nothing", "" },
        { "Azure.KeyVault.Firewall", """
            keyvault:Vault properties/networkAcls/defaultAction = "Allow"
            keyvault:Vault properties/publicNetworkAccess = "Enabled"
            """, "" },
        {
            "Azure.KeyVault.AccessPolicy", """keyvault:Vault properties/accessPolicies = [{"permissions":{"secrets":["get","purge"]}}]""",
            ""
        },
        { "Azure.KeyVault.Name", """keyvault:Vault vaultName = "1kv" """, "" },
        {
            "Azure.KeyVault.AutoRotationPolicy",
            """keyvault:Key properties/rotationPolicy/lifetimeActions = [{"action":{"type":"notify"}}]""",
            """+ keyvault:Key {"vaultName":"kv","keyName":"key","properties":{"rotationPolicy":{"lifetimeActions":[{"action":"""
            + """{"type":"rotate"}}]}}}"""
        },
        {
            "Azure.KeyVault.KeyName", """keyvault:Key keyName = "a_b" """,
            """+ keyvault:Key {"vaultName":"kv","keyName":"key","properties":{"rotationPolicy":{"lifetimeActions":[]}}}"""
        },
        {
            "Azure.KeyVault.SecretName", """keyvault:Secret secretName = "a_b" """,
            """+ keyvault:Secret {"vaultName":"kv","secretName":"a-b"}"""
        },
        { "Plan.ImageBuild", """+ containerregistry:TaskRun {"registryName":"cr","taskRunName":"build"}""", "" },
        { "Plan.GatewayPolicy", """+ apimanagement:Policy {"serviceName":"apim","value":"<policies />"}""", "" },
        { "Plan.GatewayLogger", """apimanagement:Logger credentials/connectionString = "InstrumentationKey=0" """, "" },
        { "Plan.ML.AssetContainers", """+ machinelearningservices:CodeContainer {"workspaceName":"w","name":"c"}""", "" },
        { "Plan.ML.AssetContainers", """+ machinelearningservices:ModelContainer {"workspaceName":"w","name":"c"}""", "" },
        { "Plan.RetainedName", """machinelearningservices:DataVersion version = "2039caa60758" """, "" },
        { "Plan.RetainedName", """machinelearningservices:Schedule name = "retraining" """, "" },
        { "Plan.RetainedName", """keyvault:Secret secretName = "authority" """, "" },
        { "Plan.CreateBeforeDelete", "containerservice:AgentPool @deleteBeforeReplace = off", "" },
        { "Plan.CreateBeforeDelete", "machinelearningservices:Compute @deleteBeforeReplace = off", "" },
        {
            "Plan.NatGateway.Zones", """network:NatGateway sku/name = "Standard" """,
            """+ network:NatGateway {"natGatewayName":"ng-x","sku":{"name":"StandardV2"},"zones":["1"]}"""
        },
        { "Plan.CreateBeforeDelete", "network:PublicIPAddress @deleteBeforeReplace = off", "" },
        { "Plan.DeletedWith", "apimanagement:Product @deletedWith = off", "" },
        { "Plan.DeletedWith", "keyvault:Secret @deletedWith = off", "" },
        { "Plan.LogAlert.Validation", "monitor:ScheduledQueryRule skipQueryValidation = nothing", "" },
        { "Plan.PrivateEndpoint.Order", "network:PrivateEndpoint @dependsOn = off", "" },
        {
            "Plan.Subnet.DelegatedWayOut",
            """network:VirtualNetwork subnets/0/delegations = [{"serviceName":"Microsoft.Web/serverFarms"}]""", ""
        },
        { "Azure.ML.PublicAccess", """machinelearningservices:Workspace publicNetworkAccess = "Enabled" """, "" },
        { "Plan.ML.PublicAccessBehindNetwork", "machinelearningservices:Workspace allowPublicAccessWhenBehindVnet = true", "" },
        { "Azure.ML.UserManagedIdentity", """machinelearningservices:Workspace identity/type = "SystemAssigned" """, "" },
        {
            "Azure.ML.DisableLocalAuth", "machinelearningservices:Compute properties/disableLocalAuth = false",
            """+ machinelearningservices:Compute {"workspaceName":"w","computeName":"c","properties":"""
            + """{"computeType":"ComputeInstance","disableLocalAuth":true,"properties":{"idleTimeBeforeShutdown":"PT30M","subnet":"""
            + """{"id":"s"}}}}"""
        },
        { "Azure.ML.ComputeIdleShutdown", "machinelearningservices:Compute properties/properties/idleTimeBeforeShutdown = nothing", """
            - machinelearningservices:Compute
            + machinelearningservices:Compute {"workspaceName":"w","computeName":"c","properties":{"computeType":"ComputeInstance","disableLocalAuth":true,"properties":{"idleTimeBeforeShutdown":"PT30M","subnet":{"id":"s"}}}}
            """ },
        { "Azure.ML.ComputeVnet", """
            - machinelearningservices:Workspace
            machinelearningservices:Compute properties/properties/subnet = nothing
            """, """
            - machinelearningservices:Compute
            + machinelearningservices:Compute {"workspaceName":"w","computeName":"c","properties":{"computeType":"ComputeInstance","disableLocalAuth":true,"properties":{"idleTimeBeforeShutdown":"PT30M","subnet":{"id":"s"}}}}
            """ },
        {
            "Plan.ML.EndpointAuth", """machinelearningservices:OnlineEndpoint properties/authMode = "Key" """,
            """+ machinelearningservices:OnlineEndpoint {"workspaceName":"w","endpointName":"e","properties":{"authMode":"AADToken"}}"""
        },
        {
            "Plan.ML.ServerlessAuth", """machinelearningservices:ServerlessEndpoint properties/authMode = "Key" """,
            """+ machinelearningservices:ServerlessEndpoint {"workspaceName":"w","name":"e","properties":"""
            + """{"authMode":"AAD","contentSafety":{"contentSafetyStatus":"Enabled"}}}"""
        },
        {
            "Plan.ML.ServerlessSafety", "machinelearningservices:ServerlessEndpoint properties/contentSafety = nothing",
            """+ machinelearningservices:ServerlessEndpoint {"workspaceName":"w","name":"e","properties":"""
            + """{"authMode":"AAD","contentSafety":{"contentSafetyStatus":"Enabled"}}}"""
        },
        { "Plan.ML.RemoteLogin", """machinelearningservices:Compute properties/properties/remoteLoginPortPublicAccess = "Enabled" """, "" },
        { "Plan.ML.IdleCluster", "machinelearningservices:Compute properties/properties/scaleSettings/minNodeCount = 1", "" },
        { "Plan.ML.NodeAddress", "machinelearningservices:Compute properties/properties/enableNodePublicIp = true", "" },
        { "Plan.ML.ManagedNetwork", """machinelearningservices:Workspace managedNetwork/isolationMode = "Disabled" """, "" },
        { "Azure.Storage.MinTLS", """storage:StorageAccount minimumTlsVersion = "TLS1_3" """, "" },
        { "Azure.Storage.SecureTransfer", "storage:StorageAccount enableHttpsTrafficOnly = false", "" },
        { "Azure.Storage.BlobPublicAccess", "storage:StorageAccount allowBlobPublicAccess = nothing", "" },
        { "Azure.PostgreSQL.AAD", """dbforpostgresql:Server authConfig/activeDirectoryAuth = "Disabled" """, Database },
        { "Azure.PostgreSQL.AADOnly", """dbforpostgresql:Server authConfig/passwordAuth = "Enabled" """, Database },
        { "Azure.PostgreSQL.AADOnly", "dbforpostgresql:Server authConfig = nothing", Database },
        {
            "Azure.PostgreSQL.AllowAzureAccess", """dbforpostgresql:FirewallRule startIpAddress = "0.0.0.0" """,
            """+ dbforpostgresql:FirewallRule """
            + """{"serverName":"s","firewallRuleName":"f","startIpAddress":"203.0.113.1","endIpAddress":"203.0.113.1"}"""
        },
        { "Azure.PostgreSQL.GeoRedundantBackup", """dbforpostgresql:Server backup/geoRedundantBackup = "Disabled" """, Database },
        { "Azure.PostgreSQL.MaintenanceWindow", "dbforpostgresql:Server maintenanceWindow = nothing", Database },
        { "Azure.PostgreSQL.ZoneRedundantHA", """dbforpostgresql:Server highAvailability/mode = "SameZone" """, Database },
        { "Plan.PostgreSQL.Tls", "- dbforpostgresql:Configuration", Database },
        { "Plan.PostgreSQL.Tls", """dbforpostgresql:Configuration value = "TLSv1.2" """, Database },
        { "Plan.Usage.Unchanged", "storage:BlobContainerImmutabilityPolicy allowProtectedAppendWrites = nothing", Usage },
        { "Plan.Usage.Unchanged", "- storage:BlobContainerImmutabilityPolicy", Usage },
        {
            "Azure.Storage.BlobAccessType", """storage:BlobContainer publicAccess = "Blob" """,
            """+ storage:BlobContainer {"accountName":"st","containerName":"c"}"""
        },
        { "Azure.Storage.Firewall", """
            storage:StorageAccount networkRuleSet/defaultAction = "Allow"
            storage:StorageAccount publicNetworkAccess = "Enabled"
            """, "" },
        { "Plan.Storage.SharedKey", "storage:StorageAccount allowSharedKeyAccess = nothing", "" },
        { "Azure.Storage.UseReplication", """storage:StorageAccount sku/name = "Standard_LRS" """, "" },
        { "Azure.Storage.ContainerSoftDelete", "- storage:BlobServiceProperties", "" },
        { "Azure.Storage.ContainerSoftDelete", "storage:BlobServiceProperties containerDeleteRetentionPolicy/days = 0", "" },
        { "Azure.Storage.SoftDelete", "storage:BlobServiceProperties deleteRetentionPolicy/enabled = false", "" },
        { "Azure.Storage.FileShareSoftDelete", "- storage:FileServiceProperties", "" },
        { "Azure.Storage.Name", """storage:StorageAccount accountName = "St" """, "" },
        { "Azure.AppInsights.Workspace", "applicationinsights:Component workspaceResourceId = nothing", "" },
        { "Azure.AppInsights.LocalAuth", "applicationinsights:Component disableLocalAuth = nothing", "" },
        { "Azure.AppInsights.Name", """applicationinsights:Component resourceName = "a." """, "" },
        {
            "Azure.Log.Replication", "operationalinsights:Workspace replication/enabled = false",
            "operationalinsights:Workspace replication/enabled = true"
        },
        { "Azure.Alert.MetricAutoMitigate", "monitor:MetricAlert autoMitigate = nothing", "" },
        { "Azure.Alert.HighFrequencyQuery", """monitor:ScheduledQueryRule evaluationFrequency = "PT1M" """, "" },
        { "Azure.Monitor.ServiceHealth", "monitor:ActivityLogAlert enabled = false", "" },
        { "Plan.AlertsNotify", "- monitor:ActionGroup", "" },
        { "Plan.AlertsNotify", "monitor:MetricAlert actions = []", "" },
        { "Plan.AlertsNotify", """alertsmanagement:PrometheusRuleGroup rules = [{"alert":"Down","expression":"up == 0"}]""", "" },
        { "Plan.AlertsNotify", "alertsmanagement:PrometheusRuleGroup rules/0/actions = []", "" },
        { "Plan.PrometheusAlertResolves", "alertsmanagement:PrometheusRuleGroup rules/0/resolveConfiguration/autoResolved = false", "" },
        { "Plan.WebTest.Tls", "applicationinsights:WebTest validationRules/sSLCheck = false", "" },
        { "Plan.WebTest.Url", """applicationinsights:WebTest request/requestUrl = "http://x" """, "" },
        { "Plan.WebTest.Alert", "- monitor:MetricAlert", "" },
        { "Plan.Workbook.Name", """applicationinsights:Workbook resourceName = "platform" """, "" },
        { "Plan.Workbook.Document", """applicationinsights:Workbook serializedData = "{}" """, "" },
        { "Plan.ActionGroupReaches", "monitor:ActionGroup emailReceivers = []", "" },
        { "Plan.Budget", "- consumption:Budget", "" },
        { "Azure.VNET.UseNSGs", "network:VirtualNetwork subnets/0/networkSecurityGroup = nothing", "" },
        { "Azure.VNET.PrivateSubnet", "network:VirtualNetwork subnets/0/defaultOutboundAccess = nothing", "" },
        { "Azure.VNET.SingleDNS", """network:VirtualNetwork dhcpOptions/dnsServers = ["10.0.0.4"]""", "" },
        { "Azure.VNET.BastionSubnet", """network:VirtualNetwork subnets/0/name = "GatewaySubnet" """, "" },
        { "Azure.VNET.Name", """network:VirtualNetwork virtualNetworkName = "-v" """, "" },
        { "Azure.VNET.LocalDNS", """network:VirtualNetwork dhcpOptions/dnsServers = ["10.30.1.4","10.99.0.4"]""", "" },
        { "Azure.VNET.FirewallSubnet", """network:VirtualNetwork subnets = [{"name":"GatewaySubnet"}]""", "" },
        { "Azure.VNET.Naming", """network:VirtualNetwork virtualNetworkName = "network" """, "" },
        { "Azure.VNET.SubnetNaming", """network:VirtualNetwork subnets/0/name = "nodes" """, "" },
        {
            "Azure.VNET.SubnetNaming", """network:Subnet subnetName = "nodes" """,
            """+ network:Subnet {"virtualNetworkName":"v","subnetName":"snet-nodes"}"""
        },
        { "Azure.NSG.Naming", """network:NetworkSecurityGroup networkSecurityGroupName = "nodes" """, "" },
        { "Azure.PublicIP.Naming", """network:PublicIPAddress publicIpAddressName = "address" """, "" },
        { "Azure.Route.Naming", """network:RouteTable routeTableName = "routes" """, "" },
        { "Azure.Log.Name", """operationalinsights:Workspace workspaceName = "log_" """, "" },
        { "Azure.Log.Naming", """operationalinsights:Workspace workspaceName = "logs" """, "" },
        { "Azure.AppInsights.Naming", """applicationinsights:Component resourceName = "insights" """, "" },
        { "Azure.VNET.SubnetName", """network:VirtualNetwork subnets/0/name = "-s" """, "" },
        {
            "Azure.NSG.AnyInboundSource",
            """network:NetworkSecurityGroup securityRules = [{"name":"r","direction":"Inbound","access":"Allow","priority":100"""
            + ""","sourceAddressPrefix":"*"}]""",
            ""
        },
        {
            "Azure.NSG.AnyInboundSource",
            """network:NetworkSecurityGroup securityRules = [{"name":"r","direction":"Inbound","access":"Allow","priority":100"""
            + ""","sourceAddressPrefixes":["10.0.0.0/8","0.0.0.0/0"]}]""",
            ""
        },
        {
            "Azure.NSG.DenyAllInbound",
            """network:NetworkSecurityGroup securityRules = [{"name":"r","direction":"Inbound","access":"Deny","priority":100"""
            + ""","sourceAddressPrefixes":["*"]}]""",
            ""
        },
        {
            "Azure.NSG.DenyAllInbound",
            """network:NetworkSecurityGroup securityRules = [{"name":"r","direction":"Inbound","access":"Deny","priority":100"""
            + ""","sourceAddressPrefix":"*"}]""",
            ""
        },
        { "Azure.NSG.LateralTraversal", "network:NetworkSecurityGroup securityRules = []", "" },
        { "Azure.NSG.Associated", "- network:VirtualNetwork", "" },
        { "Azure.NSG.Name", """network:NetworkSecurityGroup networkSecurityGroupName = "-n" """, "" },
        { "Azure.PublicIP.StandardSKU", """network:PublicIPAddress sku/name = "Basic" """, "" },
        { "Azure.PublicIP.AvailabilityZone", """network:PublicIPAddress zones = ["1"]""", "" },
        { "Azure.PublicIP.IsAttached", "- network:AzureFirewall", "" },
        { "Azure.PublicIP.DNSLabel", """network:PublicIPAddress dnsSettings/domainNameLabel = "A" """, "" },
        { "Azure.PublicIP.Name", """network:PublicIPAddress publicIpAddressName = "-p" """, "" },
        { "Azure.Firewall.Mode", "network:AzureFirewall firewallPolicy = nothing", "" },
        { "Azure.Firewall.PolicyMode", """network:FirewallPolicy threatIntelMode = "Alert" """, "" },
        { "Azure.Firewall.AvailabilityZone", "network:AzureFirewall zones = nothing", "" },
        { "Azure.Firewall.Name", """network:AzureFirewall azureFirewallName = "-f" """, "" },
        { "Azure.Firewall.PolicyName", """network:FirewallPolicy firewallPolicyName = "-f" """, "" },
        { "Azure.PrivateEndpoint.Name", """network:PrivateEndpoint privateEndpointName = "-p" """, "" },
        { "Azure.Route.Name", """network:RouteTable routeTableName = "-r" """, "" },
        { "Azure.Identity.UserAssignedName", """managedidentity:UserAssignedIdentity resourceName = "-i" """, "" },
        { "Azure.ResourceGroup.Name", """resources:ResourceGroup resourceGroupName = "rg." """, "" },
        {
            "Azure.APIM.Protocols",
            """apimanagement:ApiManagementService """
            + """customProperties/Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Backend.Protocols.Tls10 = "True" """,
            ""
        },
        {
            "Azure.APIM.Ciphers",
            """apimanagement:ApiManagementService """
            + """customProperties/Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Ciphers.TripleDes168 = "True" """,
            ""
        },
        { "Azure.APIM.Ciphers", "apimanagement:ApiManagementService "
            + "customProperties/Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Ciphers."
            + "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA = nothing", "" },
        { "Azure.APIM.Ciphers", "apimanagement:ApiManagementService customProperties = nothing", "" },
        { "Azure.APIM.MinAPIVersion", """apimanagement:ApiManagementService apiVersionConstraint/minApiVersion = "2020-12-01" """, "" },
        { "Azure.APIM.ManagedIdentity", "apimanagement:ApiManagementService identity = nothing", "" },
        { "Azure.APIM.AvailabilityZone", "apimanagement:ApiManagementService zones = nothing", "" },
        { "Azure.APIM.AvailabilityZone", "apimanagement:ApiManagementService sku/capacity = 2", "" },
        {
            "Azure.APIM.MultiRegion", "apimanagement:ApiManagementService additionalLocations = []",
            """apimanagement:ApiManagementService additionalLocations = [{"location":"northeurope","zones":["1","2"],"sku":"""
            + """{"capacity":2}}]"""
        },
        { "Azure.APIM.MultiRegionGateway", "apimanagement:ApiManagementService disableGateway = true", "" },
        { "Azure.APIM.Name", """apimanagement:ApiManagementService serviceName = "1" """, "" },
        {
            "Azure.APIM.EncryptValues", "apimanagement:NamedValue keyVault = nothing",
            """apimanagement:NamedValue keyVault/secretIdentifier = "https://kv/secrets/s" """
        },
        { "Azure.APIM.HTTPEndpoint", """apimanagement:Api protocols = ["http","https"]""", "" },
        { "Azure.APIM.HTTPEndpoint", "apimanagement:Api protocols = nothing", "" },
        { "Azure.APIM.HTTPBackend", """apimanagement:Backend url = "http://x" """, "" },
        { "Azure.APIM.HTTPBackend", """apimanagement:Api serviceUrl = "http://x" """, "" },
        { "Azure.APIM.APIDescriptors", "apimanagement:Api description = nothing", "" },
        { "Azure.APIM.ProductSubscription", "apimanagement:Product subscriptionRequired = nothing", "" },
        { "Azure.APIM.ProductApproval", "apimanagement:Product approvalRequired = false", "apimanagement:Product approvalRequired = true" },
        { "Azure.APIM.ProductTerms", """apimanagement:Product terms = " " """, "" },
        { "Azure.APIM.ProductDescriptors", "apimanagement:Product displayName = nothing", "" },
        { "Azure.APIM.SampleProducts", """apimanagement:Product productId = "starter" """, "" },
        {
            "Azure.APIM.PolicyBase",
            """apimanagement:ProductPolicy value = "<policies><inbound><choose><base /></choose></inbound></policies>" """, ""
        },
        { "Azure.APIM.PolicyBase", """apimanagement:ApiPolicy value = "<policies>" """, "" },
        {
            "Azure.APIM.CORSPolicy",
            """apimanagement:ApiPolicy value """
            + """= "<policies><inbound><cors><allowed-origins><origin>*</origin></allowed-origins></cors></inbound></policies>" """,
            ""
        },
        {
            "Azure.APIM.CORSPolicy",
            """apimanagement:PolicyFragment value """
            + """= "<fragment><cors><allowed-headers><header>*</header></allowed-headers></cors></fragment>" """,
            ""
        },
        { "Azure.APIM.DefenderCloud", """security:APICollectionByAzureApiManagementService apiId = "another" """, """
            apimanagement:Api apiId = "inference"
            + security:APICollectionByAzureApiManagementService {"serviceName":"apim","apiId":"inference"}
            """ },
        { "Plan.ApiLimits", """apimanagement:ApiPolicy value = "<policies><inbound><base /></inbound></policies>" """, "" },
        { "Plan.ApiLimits", "apimanagement:Api subscriptionRequired = false", "" },
        { "Plan.ApiLimits", "apimanagement:Api subscriptionRequired = nothing", "" },
        { "Plan.BackendBreaker", "apimanagement:Backend circuitBreaker = nothing", "" },
        { "Plan.BackendCertificate", "apimanagement:Backend tls/validateCertificateChain = false", "" },
        { "Plan.BackendCertificate", "apimanagement:Backend tls = nothing", "" },
        {
            "Plan.BackendCertificate",
            """+ resources:Resource {"resourceProviderNamespace":"Microsoft.ApiManagement","parentResourcePath":"service/"""
            + """apim","resourceType":"backends","resourceName":"b","properties":{"url":"https://x"}}""",
            ""
        },
        { "Plan.CallBodies", "apimanagement:Diagnostic frontend/request/body/bytes = 8192", "" },
        { "Plan.CallBodies", "apimanagement:Diagnostic backend = nothing", "" },
        { "Plan.GatewayEndpoint", """apimanagement:ApiManagementService publicNetworkAccess = "Enabled" """, """
            apimanagement:ApiManagementService publicNetworkAccess = "Disabled"
            + network:PrivateEndpoint {"privateEndpointName":"pep-apim","privateLinkServiceConnections":[{"privateLinkServiceId":"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-platform-prod-westeurope/providers/Microsoft.ApiManagement/service/apim-platform-prod-97f24280"}]}
            """ },
        { "Plan.PolicyFragment", """apimanagement:PolicyFragment value = "<fragment><inbound><base /></inbound></fragment>" """, "" },
        {
            "Plan.PolicyFragment", """apimanagement:PolicyFragment value = "<fragment><include-fragment fragment-id='x' /></fragment>" """,
            ""
        },
        { "Plan.PolicyFragment", """apimanagement:PolicyFragment value = "<policies />" """, "" },
        { "Plan.PolicyFragment", """apimanagement:PolicyFragment value = "<fragment>" """, "" },
        { "Plan.PolicyStatements", """apimanagement:ApiPolicy value = "<policies><outbound /><inbound /></policies>" """, "" },
        {
            "Plan.PolicyStatements",
            """apimanagement:ProductPolicy value = "<policies><inbound /><backend /><outbound><quota calls='1' """
            + """/></outbound></policies>" """,
            ""
        },
        {
            "Plan.PolicyStatements",
            """+ apimanagement:Policy {"serviceName":"apim","value":"<policies><inbound><choose><when condition='@(true)'><cache-store """
            + """duration='1' /></when></choose></inbound></policies>"}""",
            ""
        },
        { "Plan.PolicyStatements", """apimanagement:PolicyFragment value = "<fragment><rewrite-uri template='/' /></fragment>" """, "" },
        { "Plan.PolicyStatements", "- apimanagement:PolicyFragment", "" },
        { "Plan.ProductLimits", "- apimanagement:ProductPolicy", "" },
        {
            "Plan.ProductLimits", """apimanagement:ProductPolicy value = "<policies><inbound><quota calls='1' /></inbound></policies>" """,
            ""
        },
        { "Azure.Group.Naming", """resources:ResourceGroup resourceGroupName = "rg-platform" """, "" },
        { "Azure.Group.RequiredTags", """resources:ResourceGroup tags = {"a":"prod"}""", "" },
        { "Azure.Resource.RequiredTags", """keyvault:Vault tags = {"Environment":"prod"}""", "" },
        { "Azure.Resource.AllowedRegions", """storage:StorageAccount location = "eastus" """, "" },
        { "Plan.Tags", """containerservice:AgentPool tags = {"owner":" "}""", "" },
        { "Plan.Parent", "keyvault:Vault @parent = platform", "" },
        { "Plan.Parent", "keyvault:Vault @parent = platform/missing", "" },
        { "Plan.Protection", "keyvault:Vault @protect = off", "" },
        { "Plan.Protection", "monitor:AzureMonitorWorkspace @protect = off", "" },
        { "Plan.Protection", "azuread:index/application:Application @protect = off", "" },
        { "Plan.RoleAssignment.Delegation", "authorization:RoleAssignment condition = nothing", Assigner },
        {
            "Plan.RoleAssignment.Delegation",
            """authorization:RoleAssignment condition = "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] """
            + """ForAnyOfAnyValues:GuidEquals {18d7d88d-d35e-4fb5-a5c3-7773c20a72d9}" """,
            Assigner
        },
        { "Plan.RoleAssignment.PrincipalType", "authorization:RoleAssignment principalType = nothing", "" },
        { "Plan.RoleAssignment.Reason", "authorization:RoleAssignment description = nothing", "" },
        {
            "Plan.RoleAssignment.Scope", """+ network:RouteTable {"resourceGroupName":"rg-platform-prod-apart","routeTableName":"rt"}""",
            Apart
        },
        { "Plan.RoleAssignment.Scope", """authorization:RoleAssignment scope = "/subscriptions/s" """, "" },
        {
            "Plan.PublicAccess", """keyvault:Key publicNetworkAccess = "Enabled" """,
            """+ keyvault:Key {"vaultName":"kv","keyName":"k","publicNetworkAccess":"Disabled"}"""
        },
        { "Plan.PublicAccess", "machinelearningservices:Workspace publicNetworkAccess = nothing", "" },
        { "Plan.PrivateEndpoint.Records", "- network:PrivateDnsZoneGroup", "" },
        { "Plan.PrivateEndpoint.Records", "network:PrivateDnsZoneGroup privateDnsZoneConfigs = []", "" },
        {
            "Plan.PrivateEndpoint.Records",
            """network:PrivateDnsZoneGroup privateDnsZoneConfigs/0/privateDnsZoneId = "/x/privatelink.api.azureml.ms" """, ""
        },
        { "Plan.PrivateEndpoint.Reached", """network:PrivateEndpoint privateLinkServiceConnections/0/privateLinkServiceId = "/x" """, "" },
        { "Plan.PublicAccess", """keyvault:Vault properties/publicNetworkAccess = "Enabled" """, "" },
        { "Plan.PublicAccess", """monitor:AzureMonitorWorkspace publicNetworkAccess = "Enabled" """, "" },
        { "Plan.PublicAccess", """monitor:DataCollectionEndpoint networkAcls/publicNetworkAccess = "Enabled" """, "" },
        { "Plan.MinTls", """storage:StorageAccount minimumTlsVersion = "TLS1_0" """, "" },
        { "Plan.PlainSecret", """Deployment spec/template/spec/containers/0/env = [{"name":"DB_PASSWORD","value":"x"}]""", "" },
        { "Plan.PlainSecret", """apimanagement:NamedValue value = "x" """, "" },
        { "Plan.PlainSecret", """storage:StorageAccount sharedKey = "x" """, "" },
        { "Plan.PlainSecret", """Secret stringData/tls.key = "x" """, "" },
        { "Plan.PlainSecret", """Deployment spec/template/spec/containers/0/env = [{"name":"A","value":"AccountKey=abc"}]""", "" },
        { "Plan.PlainSecret", """+ keyvault:Secret {"vaultName":"kv","secretName":"s","properties":{"value":"x"}}""", "" },
        { "Plan.Type.Property", "containerservice:ManagedCluster enableRbac2 = true", "" },
        { "Plan.Type.Property", "network:VirtualNetwork subnets/0/adressPrefix = \"10.0.0.0/24\"", "" },
        {
            "Plan.Type.Property",
            """resources:Deployment properties/template/resources = ["""
            + """{"type":"Microsoft.Storage/storageAccounts","apiVersion":"2023-01-01","name":"["""
            + """parameters('n')]","kind":"StorageV2","sku":{"name":"Standard_LRS"},"properties":{"httpsOnly":true}}]""",
            ""
        },
        { "Plan.Type.Required", "monitor:MetricAlert criteria = nothing", "" },
        { "Plan.Type.Required", "applicationinsights:WebTest webTestKind = nothing", "" },
        { "Plan.Type.Required", "applicationinsights:WebTest webTestName = nothing", "" },
        { "Plan.Type.Value", """monitor:ScheduledQueryRule criteria/allOf/0/operator = "gt" """, "" },
        { "Plan.Type.Value", """storage:StorageAccount networkRuleSet/defaultAction = "Denied" """, "" },
        {
            "Plan.Type.Value",
            """resources:Deployment properties/template/resources = ["""
            + """{"type":"Microsoft.Storage/storageAccounts","apiVersion":"2023-01-01","name":"x","kind":"StorageV9","sku":"""
            + """{"name":"Standard_LRS"}}]""",
            ""
        },
        { "Plan.Type.Limits", "apimanagement:Product displayName = \"\"", "" },
        { "Plan.Type.Limits", "storage:BlobServiceProperties deleteRetentionPolicy/days = 400", "" },
        {
            "Plan.Type.Limits",
            """apimanagement:ApiManagementService publisherEmail """
            + """= "a234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890x" """,
            ""
        },
        { "Plan.Type.ReadOnly", """storage:StorageAccount provisioningState = "Succeeded" """, "" },
        { "Plan.Type.Name", """storage:StorageAccount accountName = "St_1" """, "" },
        { "Plan.Type.Name", """apimanagement:ApiPolicy policyId = "other" """, "" },
        { "Plan.Type.Discriminator", """machinelearningservices:Compute properties/computeType = "Cluster" """, "" },
        { "Plan.Type.Discriminator", "machinelearningservices:Compute properties/computeType = nothing", "" },
        { "Plan.Type.Form", """storage:StorageAccount minimumTlsVersion = ["TLS1_2"]""", "" },
        { "Plan.Type.Form", """containerservice:ManagedCluster disableLocalAccounts = "true" """, "" },
        { "Plan.Type.Unmapped", """apimanagement:Subscription notify = true""", "" },
        {
            "Plan.Type.Definition",
            """+ resources:Resource {"resourceProviderNamespace":"Microsoft.ApiManagement","parentResourcePath":"service/"""
            + """apim","resourceType":"backends","resourceName":"b","apiVersion":"2001-01-01"}""",
            ""
        },
        {
            "Plan.Type.Definition",
            """resources:Deployment properties/template/resources = ["""
            + """{"type":"Microsoft.Storage/storageAccounts","apiVersion":"2001-01-01","name":"x"}]""",
            ""
        },
        { "K8s.Type.Property", "Deployment spec/template/spec/containers/0/readynessProbe = {}", "" },
        { "K8s.Type.Property", "ScaledObject spec/minReplicas = 2", "" },
        { "K8s.Type.Required", "Deployment spec/selector = nothing", "" },
        { "K8s.Type.Required", "ScaledObject spec/triggers/0/type = nothing", "" },
        { "K8s.Type.Value", """Deployment spec/template/spec/containers/0/imagePullPolicy = "Sometimes" """, "" },
        { "K8s.Type.Value", """Service spec/type = "clusterIP" """, "" },
        { "K8s.Type.Form", """Deployment spec/replicas = "2" """, "" },
        { "K8s.Type.Form", """ConfigMap data = {"a":1}""", "" },
        { "K8s.Type.Definition", "+ Deploiment {}", "" },
        { "K8s.Pod.HostNetwork", "Deployment spec/template/spec/hostNetwork = true", "" },
        { "K8s.Pod.HostPID", "Deployment spec/template/spec/hostPID = true", "" },
        { "K8s.Pod.HostIPC", "Deployment spec/template/spec/hostIPC = true", "" },
        { "K8s.Pod.VolumeTypes", """Deployment spec/template/spec/volumes/0 = {"name":"v","hostPath":{"path":"/"}}""", "" },
        { "K8s.Pod.Sysctls", """Deployment spec/template/spec/securityContext/sysctls = [{"name":"kernel.msgmax","value":"1"}]""", "" },
        {
            "K8s.Container.NoPrivilegeEscalation",
            "Deployment spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation = nothing", ""
        },
        { "K8s.Container.NoPrivilegeEscalation", "Deployment spec/template/spec/containers/0/securityContext/privileged = true", "" },
        { "K8s.Container.NoPrivilegeEscalation", """Deployment spec/template/spec/initContainers = [{"name":"i"}]""", "" },
        { "K8s.Container.ReadOnlyRoot", "Deployment spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem = false", "" },
        {
            "K8s.Container.DropCapabilities",
            """Deployment spec/template/spec/containers/0/securityContext/capabilities/drop = ["NET_RAW"]""", ""
        },
        {
            "K8s.Container.AddCapabilities",
            """Deployment spec/template/spec/containers/0/securityContext/capabilities/add = ["SYS_ADMIN"]""", ""
        },
        { "K8s.Container.ProcMount", """Deployment spec/template/spec/containers/0/securityContext/procMount = "Unmasked" """, "" },
        { "K8s.Container.HostPorts", "Deployment spec/template/spec/containers/0/ports/0/hostPort = 80", "" },
        { "K8s.Container.RunAsNonRoot", "Deployment spec/template/spec/containers/0/securityContext/runAsNonRoot = false", "" },
        { "K8s.Container.RunAsUser", "Deployment spec/template/spec/securityContext/runAsUser = 0", "" },
        { "K8s.Container.Seccomp", "Deployment spec/template/spec/securityContext/seccompProfile = nothing", "" },
        {
            "K8s.Container.AppArmor", """Deployment spec/template/spec/containers/0/securityContext/appArmorProfile/type = "Unconfined" """,
            ""
        },
        { "K8s.Container.SELinux", """Deployment spec/template/spec/containers/0/securityContext/seLinuxOptions/type = "spc_t" """, "" },
        {
            "K8s.Container.WindowsHostProcess",
            "Deployment spec/template/spec/containers/0/securityContext/windowsOptions/hostProcess = true", ""
        },
        { "K8s.Namespace.PodSecurity", """Namespace metadata/labels/pod-security.kubernetes.io~1enforce = "baseline" """, "" },
        { "K8s.Namespace.PodSecurity", "- Namespace", "" },
        { "K8s.NetworkPolicy.DefaultDeny", "- NetworkPolicy", "" },
        { "K8s.Probe.Readiness", "Deployment spec/template/spec/containers/0/readinessProbe = nothing", "" },
        { "K8s.Probe.Startup", "Deployment spec/template/spec/containers/0/startupProbe = nothing", "" },
        { "K8s.Probe.Liveness", "Deployment spec/template/spec/containers/0/livenessProbe = nothing", "" },
        { "K8s.Container.Requests.Cpu", "Deployment spec/template/spec/containers/0/resources/requests/cpu = nothing", "" },
        { "K8s.Container.Requests.Memory", "Deployment spec/template/spec/containers/0/resources/requests/memory = nothing", "" },
        { "K8s.Container.Limits.Cpu", "Deployment spec/template/spec/containers/0/resources/limits/cpu = nothing", "" },
        { "K8s.Container.Limits.Memory", "Deployment spec/template/spec/containers/0/resources/limits/memory = nothing", "" },
        {
            "K8s.Deployment.OwnPods",
            """+ Deployment {"metadata":{"name":"inference-canary","namespace":"inference"},"spec":{"selector":{"matchLabels":"""
            + """{"app.kubernetes.io/name":"inference"}}}}""",
            ""
        },
        { "K8s.Autoscaler", "- ScaledObject", "" },
        { "K8s.Autoscaler", "ScaledObject spec/minReplicaCount = 1", "" },
        { "K8s.Autoscaler", "HorizontalPodAutoscaler spec/minReplicas = 1", """
            - ScaledObject
            + HorizontalPodAutoscaler {"metadata":{"name":"inference","namespace":"inference"},"spec":{"minReplicas":2,"scaleTargetRef":{"name":"inference"}}}
            """ },
        { "K8s.DisruptionBudget", "- PodDisruptionBudget", "" },
        { "K8s.Container.ImagePinned", """Deployment spec/template/spec/containers/0/image = "r.azurecr.io/inference:latest" """, "" },
        { "K8s.Container.ImagePinned", """Deployment spec/template/spec/containers/0/image = "r.azurecr.io/inference:main" """, "" },
        { "K8s.Container.ImagePinned", """Deployment spec/template/spec/containers/0/image = "r.azurecr.io/inference:v" """, "" },
        { "K8s.Container.ImagePinned", """Deployment spec/template/spec/containers/0/image = "r.azurecr.io/inference:v1" """, "" },
        { "K8s.Container.ImagePinned", """Deployment spec/template/spec/containers/0/image = "r.azurecr.io/inference:2026.11.20" """, "" },
        { "K8s.Container.ImagePinned", """Deployment spec/template/spec/containers/0/image = "r.azurecr.io/inference@sha256:0123" """, "" },
        { "K8s.Container.ImagePinned", """Deployment spec/template/spec/containers/0/image = "r.azurecr.io:443/inference" """, "" },
        { "K8s.Pod.OwnServiceAccount", """Deployment spec/template/spec/serviceAccountName = "default" """, "" },
        {
            "K8s.Pod.OwnServiceAccount",
            """+ CronJob {"metadata":{"namespace":"inference","labels":{"app":"other"}},"spec":{"jobTemplate":{"spec":{"template":"""
            + """{"spec":{"serviceAccountName":"inference"}}}}}}""",
            ""
        },
        { "K8s.Pod.NoAccountToken", "Deployment spec/template/spec/automountServiceAccountToken = nothing", "" },
    };
}
