using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.ContainerService;

namespace Platform.Infra.Cluster;

/// <summary>How the program reaches the cluster's API without any credential of its own.</summary>
internal static partial class KubernetesAccess
{
    /// <summary>The application id of AKS in Entra, the same everywhere: https://azure.github.io/kubelogin/concepts/aks.html</summary>
    private const string AksServerId = "6dae42f8-4368-4678-94ff-3960e28e3630";

    /// <param name="pool">
    /// Takes minutes to be made, as does a new role to reach the cluster, which until then refuses whoever deploys:
    /// https://learn.microsoft.com/azure/aks/manage-azure-rbac
    /// </param>
    public static Pulumi.Kubernetes.Provider Provider(ConcernScope scope, ManagedCluster aks, ClusterAdmins admins, AgentPool pool)
    {
        var credentials = ListManagedClusterUserCredentials.Invoke(new()
        {
            // From the id, which a preview does not know before the cluster exists: only then is there something to ask for
            ResourceName = aks.Id.Apply(id => id.Split('/')[^1]),
            ResourceGroupName = scope.ResourceGroup,
        }, scope.Asking);
        var kubeconfig =
            credentials.Apply(list => ForKubelogin(Encoding.UTF8.GetString(Convert.FromBase64String(list.Kubeconfigs[0].Value))));
        return new("kubernetes", new()
        {
            KubeConfig = Output.CreateSecret(kubeconfig),
            // Else a changed kubeconfig would replace the provider and with it everything in the cluster
            ClusterIdentifier = aks.Id,
            EnableServerSideApply = true,
        }, scope.Child(admins.Member, admins.Administration, admins.Access, pool));
    }

    /// <summary>
    /// The same cluster, with the token left to <c>kubelogin</c>. Its login mode comes from <c>AAD_LOGIN_METHOD</c>, so that a laptop
    /// (<c>azurecli</c>) and a pipeline (<c>workloadidentity</c>) write the same configuration.
    /// </summary>
    internal static string ForKubelogin(string kubeconfig) => new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["current-context"] = "aks",
        ["clusters"] = new JsonArray(new JsonObject
        {
            ["name"] = "aks",
            ["cluster"] = new JsonObject
            {
                ["server"] = Field(Server(), kubeconfig, "server"),
                ["certificate-authority-data"] = Field(Authority(), kubeconfig, "certificate-authority-data"),
            },
        }),
        ["contexts"] = new JsonArray(new JsonObject
        {
            ["name"] = "aks",
            ["context"] = new JsonObject { ["cluster"] = "aks", ["user"] = "entra" },
        }),
        ["users"] = new JsonArray(new JsonObject
        {
            ["name"] = "entra",
            ["user"] = new JsonObject
            {
                ["exec"] = new JsonObject
                {
                    ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
                    ["command"] = "kubelogin",
                    ["args"] = new JsonArray("get-token", "--server-id", AksServerId),
                    ["interactiveMode"] = "IfAvailable",
                    ["provideClusterInfo"] = false,
                    ["installHint"] = "kubelogin is missing: https://azure.github.io/kubelogin/install.html",
                },
            },
        }),
    }.ToJsonString();

    private static string Field(Regex pattern, string kubeconfig, string name)
    {
        var match = pattern.Match(kubeconfig);
        return match.Success
            ? match.Groups[1].Value
            : throw new FormatException($"the cluster's user credentials hold no '{name}'; expected a kubeconfig with one cluster");
    }

    [GeneratedRegex("""^\s*(?:-\s*)?server:\s*"?(https://[^\s"]+)""", RegexOptions.Multiline)]
    private static partial Regex Server();

    [GeneratedRegex("""^\s*(?:-\s*)?certificate-authority-data:\s*"?([A-Za-z0-9+/=]+)""", RegexOptions.Multiline)]
    private static partial Regex Authority();
}
