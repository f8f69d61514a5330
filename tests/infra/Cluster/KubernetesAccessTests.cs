using System.Text.Json.Nodes;
using Platform.Infra.Cluster;

namespace Platform.Infra.Tests.Cluster;

public sealed class KubernetesAccessTests
{
    private const string FromAzure =
        """
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: QVVUSE9SSVRZ+/=
            server: https://aks-platform-dev-1a2b.hcp.westeurope.azmk8s.io:443
          name: aks-platform-dev
        users:
        - name: clusterUser_rg_aks
          user:
            token: must-not-be-kept
        """;

    [Fact]
    public void ForKubelogin_UserCredentials_KeepsServerAndAuthorityOnly()
    {
        var config = KubernetesAccess.ForKubelogin(FromAzure);
        var cluster = JsonNode.Parse(config)!["clusters"]![0]!["cluster"]!;

        Assert.Equal("https://aks-platform-dev-1a2b.hcp.westeurope.azmk8s.io:443", (string?)cluster["server"]);
        Assert.Equal("QVVUSE9SSVRZ+/=", (string?)cluster["certificate-authority-data"]);
        Assert.DoesNotContain("must-not-be-kept", config, StringComparison.Ordinal);
    }

    [Fact]
    public void ForKubelogin_UserCredentials_LeavesTheTokenToKubelogin()
    {
        var config = JsonNode.Parse(KubernetesAccess.ForKubelogin(FromAzure))!;
        var exec = config["users"]![0]!["user"]!["exec"]!;

        Assert.Equal("kubelogin", (string?)exec["command"]);
        Assert.Equal("client.authentication.k8s.io/v1beta1", (string?)exec["apiVersion"]);
        // No login mode here: AAD_LOGIN_METHOD says it, so that a laptop and a pipeline write the same
        Assert.Equal(
            ["get-token", "--server-id", "6dae42f8-4368-4678-94ff-3960e28e3630"],
            exec["args"]!.AsArray().Select(argument => (string?)argument));
        Assert.Equal("aks", (string?)config["current-context"]);
        Assert.Equal((string?)config["users"]![0]!["name"], (string?)config["contexts"]![0]!["context"]!["user"]);
    }

    [Theory]
    [InlineData("server", "certificate-authority-data: QQ==")]
    [InlineData("server", "server: http://plain.example")]
    [InlineData("certificate-authority-data", "server: https://cluster.example")]
    public void ForKubelogin_MalformedCredentials_SaysWhatIsMissing(string field, string kubeconfig)
        => Assert.Equal(
            $"the cluster's user credentials hold no '{field}'; expected a kubeconfig with one cluster",
            Assert.Throws<FormatException>(() => KubernetesAccess.ForKubelogin(kubeconfig)).Message);
}
