using System.Collections.Immutable;
using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using AzureAD = Pulumi.AzureAD;
using Core = Pulumi.Kubernetes.Core.V1;

namespace Platform.OfflineFeed.Generator.Tests;

/// <summary>
/// The packages as programs use them, in the forms that public C# programs have. All of it holds for the real packages too: whichever
/// of the two is restored here, these tests compile and pass.
/// </summary>
public sealed class PackagesTests
{
    [Fact]
    public async Task AzureNative_ResourceInTheUsualForms_SendsWireNames()
    {
        var mocks = await RecordingMocks.RunAsync(() => _ = new ManagedCluster("aks", new ManagedClusterArgs
        {
            ResourceGroupName = "rg",
            Identity = new ManagedClusterIdentityArgs { Type = ResourceIdentityType.SystemAssigned },
            AgentPoolProfiles =
            {
                new ManagedClusterAgentPoolProfileArgs
                {
                    Name = "system",
                    Mode = AgentPoolMode.System,
                    OsType = "Linux",
                    Count = 3,
                    OsDiskSizeGB = 30,
                    SpotMaxPrice = 0.5,
                    VnetSubnetID = Output.Create("subnet"),
                    NodeTaints = { "only=system:NoSchedule" },
                    NodeLabels = { ["role"] = "system" },
                },
            },
            Tags = { { "env", "dev" } },
        }));

        var aks = mocks.Resources["aks"];
        Assert.Equal("azure-native:containerservice:ManagedCluster", aks.Type);
        Assert.Equal("SystemAssigned", Map(aks.Inputs["identity"])["type"]);
        var pool = Map(Assert.Single(List(aks.Inputs["agentPoolProfiles"])));
        Assert.Equal("System", pool["mode"]);
        Assert.Equal("Linux", pool["osType"]);
        Assert.Equal(3.0, pool["count"]);
        Assert.Equal(0.5, pool["spotMaxPrice"]);
        Assert.Equal("subnet", pool["vnetSubnetID"]);
        Assert.Equal("only=system:NoSchedule", Assert.Single(List(pool["nodeTaints"])));
        Assert.Equal("system", Map(pool["nodeLabels"])["role"]);
        Assert.Equal("dev", Map(aks.Inputs["tags"])["env"]);
    }

    [Fact]
    public async Task AzureNative_ArgumentsOfAUnionOfMany_TakeAnyOfThem()
    {
        var mocks = await RecordingMocks.RunAsync(() => _ = new Pulumi.AzureNative.ContainerRegistry.TaskRun("build", new()
        {
            RegistryName = "cr",
            ResourceGroupName = "rg",
            RunRequest = new Pulumi.AzureNative.ContainerRegistry.Inputs.DockerBuildRequestArgs
            {
                Type = "DockerBuildRequest",
                DockerFilePath = "Dockerfile",
                Platform = new Pulumi.AzureNative.ContainerRegistry.Inputs.PlatformPropertiesArgs
                {
                    Os = Pulumi.AzureNative.ContainerRegistry.OS.Linux,
                },
                ImageNames = new[] { "inference:1" },
            },
        }));

        var request = Map(mocks.Resources["build"].Inputs["runRequest"]);
        Assert.Equal("DockerBuildRequest", request["type"]);
        Assert.Equal("Linux", Map(request["platform"])["os"]);
        Assert.Equal(3600.0, request["timeout"]);
        Assert.Equal(true, request["isPushEnabled"]);
    }

    [Fact]
    public async Task AzureNative_MissingRequiredArgument_FailsNamingIt()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => RecordingMocks.RunAsync(
            () => _ = new Pulumi.AzureNative.Storage.BlobContainer("models", new() { ResourceGroupName = "rg" })));

        Assert.Contains(
            "[Input] Pulumi.AzureNative.Storage.BlobContainerArgs.AccountName is required but was not given a value", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AzureNative_Output_IsReadFromState()
    {
        Output<string?>? kind = null;
        await RecordingMocks.RunAsync(() => kind = new Pulumi.AzureNative.Storage.StorageAccount("st", new()
        {
            ResourceGroupName = "rg",
            Kind = Pulumi.AzureNative.Storage.Kind.StorageV2,
            Sku = new Pulumi.AzureNative.Storage.Inputs.SkuArgs { Name = Pulumi.AzureNative.Storage.SkuName.Standard_ZRS },
        }).Kind!);

        Assert.Equal("StorageV2", await Pulumi.Utilities.OutputUtilities.GetValueAsync(kind!));
    }

    [Fact]
    public async Task AzureNative_Function_IsInvokedByItsToken()
    {
        Output<string>? url = null;
        var mocks = await RecordingMocks.RunAsync(
            () =>
                url = Pulumi.AzureNative.ContainerRegistry.ListRegistryBuildSourceUploadUrl.Invoke(
                    new() { RegistryName = "cr", ResourceGroupName = "rg" })
                .Apply(result => result.UploadUrl!),
            ImmutableDictionary<string, object>.Empty.Add("uploadUrl", "https://upload"));

        Assert.Equal("cr", mocks.Calls["azure-native:containerregistry:listRegistryBuildSourceUploadUrl"]["registryName"]);
        Assert.Equal("https://upload", await Pulumi.Utilities.OutputUtilities.GetValueAsync(url!));
    }

    [Fact]
    public async Task Kubernetes_Kind_SendsApiVersionAndKind()
    {
        var mocks = await RecordingMocks.RunAsync(() => _ = new Core.Service("svc", new ServiceArgs
        {
            Metadata = new ObjectMetaArgs { Name = "inference", Labels = { ["app"] = "inference" } },
            Spec = new ServiceSpecArgs
            {
                Type = Core.ServiceSpecType.ClusterIP,
                Selector = new InputMap<string> { { "app", "inference" } },
                Ports = new ServicePortArgs { Port = 80, TargetPort = "http" },
            },
        }));

        var service = mocks.Resources["svc"];
        Assert.Equal("kubernetes:core/v1:Service", service.Type);
        Assert.Equal("v1", service.Inputs["apiVersion"]);
        Assert.Equal("Service", service.Inputs["kind"]);
        var spec = Map(service.Inputs["spec"]);
        Assert.Equal("ClusterIP", spec["type"]);
        var port = Map(Assert.Single(List(spec["ports"])));
        Assert.Equal(80.0, port["port"]);
        Assert.Equal("http", port["targetPort"]);
    }

    [Fact]
    public async Task Kubernetes_CustomResource_SendsItsOwnInputsUnderItsKindsToken()
    {
        Output<string>? apiVersion = null, name = null;
        var mocks = await RecordingMocks.RunAsync(() =>
        {
            var tab = new Pulumi.Kubernetes.ApiExtensions.CustomResource("tab", new CronTabArgs
            {
                Metadata = new ObjectMetaArgs { Name = "nightly", Namespace = "jobs" },
                Spec = new CronTabSpecArgs { Schedule = Output.Create("0 0 * * *"), Replicas = 2 },
            });
            (apiVersion, name) = (tab.ApiVersion, tab.Metadata.Apply(metadata => metadata.Name));
        });

        var sent = mocks.Resources["tab"];
        Assert.Equal("kubernetes:stable.example.com/v1:CronTab", sent.Type);
        Assert.Equal(("stable.example.com/v1", "CronTab"), (sent.Inputs["apiVersion"], sent.Inputs["kind"]));
        Assert.Equal("jobs", Map(sent.Inputs["metadata"])["namespace"]);
        Assert.Equal(("0 0 * * *", 2.0), (Map(sent.Inputs["spec"])["schedule"], Map(sent.Inputs["spec"])["replicas"]));
        Assert.Equal("stable.example.com/v1", await Pulumi.Utilities.OutputUtilities.GetValueAsync(apiVersion!));
        Assert.Equal("nightly", await Pulumi.Utilities.OutputUtilities.GetValueAsync(name!));
    }

    [Fact]
    public void Kubernetes_CustomResourceArgs_AreForOthersToDeriveFrom()
    {
        var type = typeof(Pulumi.Kubernetes.ApiExtensions.CustomResourceArgs);

        Assert.True(type.IsAbstract && type.BaseType == typeof(ResourceArgs));
        Assert.Equal(["ApiVersion", "Kind", "Metadata"], type.GetProperties().Select(property => property.Name).Order());
        Assert.Equal(typeof(Pulumi.Kubernetes.KubernetesResource), typeof(Pulumi.Kubernetes.ApiExtensions.CustomResource).BaseType);
    }

    [Fact]
    public async Task Kubernetes_SecretData_IsASecret()
    {
        var args = new SecretArgs { StringData = { ["key"] = "value" } };
        var secret = new SecretArgs { StringData = new InputMap<string> { ["key"] = "value" } };

        Assert.False(await Output.IsSecretAsync(args.StringData.ToOutput()));
        Assert.True(await Output.IsSecretAsync(secret.StringData.ToOutput()));
    }

    [Fact]
    public async Task Kubernetes_Provider_SendsJsonForWhatIsNotText()
    {
        var mocks = await RecordingMocks.RunAsync(() => _ = new Pulumi.Kubernetes.Provider("k8s", new Pulumi.Kubernetes.ProviderArgs
        {
            KubeConfig = "{}",
            EnableServerSideApply = true,
            ClusterIdentifier = "aks",
        }));

        var provider = mocks.Resources["k8s"];
        Assert.Equal("pulumi:providers:kubernetes", provider.Type);
        Assert.Equal("true", provider.Inputs["enableServerSideApply"]);
        Assert.Equal("aks", provider.Inputs["clusterIdentifier"]);
        Assert.Equal("{}", provider.Inputs["kubeconfig"]);
    }

    [Fact]
    public async Task AzureAD_Application_SendsNestedRoles()
    {
        var mocks = await RecordingMocks.RunAsync(() => _ = new AzureAD.Application("api", new AzureAD.ApplicationArgs
        {
            DisplayName = "api",
            AppRoles = new[]
            {
                new AzureAD.Inputs.ApplicationAppRoleArgs
                {
                    AllowedMemberTypes = new[] { "Application" }, Description = "Free tier", DisplayName = "Free", Id = "6f0f",
                    Value = "free",
                },
            },
            Api = new AzureAD.Inputs.ApplicationApiArgs { RequestedAccessTokenVersion = 2 },
        }));

        var application = mocks.Resources["api"];
        Assert.Equal("azuread:index/application:Application", application.Type);
        Assert.Equal("free", Map(Assert.Single(List(application.Inputs["appRoles"])))["value"]);
        Assert.Equal(2.0, Map(application.Inputs["api"])["requestedAccessTokenVersion"]);
    }

    [Fact]
    public async Task AzureAD_GetClientConfig_NeedsNoArguments()
    {
        Output<string>? tenant = null;
        await RecordingMocks.RunAsync(() => tenant = AzureAD.GetClientConfig.Invoke().Apply(config => config.TenantId),
            ImmutableDictionary<string, object>.Empty.Add("tenantId", "contoso"));

        Assert.Equal("contoso", await Pulumi.Utilities.OutputUtilities.GetValueAsync(tenant!));
    }

    [Fact]
    public void Enums_WithTheSameValue_AreEqual()
    {
        Assert.True(AgentPoolMode.System == AgentPoolMode.System);
        Assert.True(AgentPoolMode.System != AgentPoolMode.User);
        Assert.Equal("System", AgentPoolMode.System.ToString());
        Assert.Equal("User", (string)AgentPoolMode.User);
    }

    private static ImmutableDictionary<string, object> Map(object value) => Assert.IsType<ImmutableDictionary<string, object>>(value);

    private static ImmutableArray<object> List(object value) => Assert.IsType<ImmutableArray<object>>(value);
}
