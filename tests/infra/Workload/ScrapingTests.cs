using Platform.Infra.Tests.Cloud;
using YamlDotNet.RepresentationModel;

namespace Platform.Infra.Tests.Workload;

public sealed class ScrapingTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Job_OfAnyStack_ReadsThePodsOverTheStacksOwnTls(string run)
    {
        var job = Job(Stacks[run]);
        var secret = Stacks[run].One("Secret", "scraping-authority");

        Assert.Equal(("https", "/metrics"), (job["scheme"].ToString(), job["metrics_path"].ToString()));
        // Its keys are files in the agent's folder of certificates
        Assert.Equal("ama-metrics-mtls-secret", secret.Text("metadata.name"));
        Assert.NotNull(
            secret[$"stringData.{job["tls_config"]["ca_file"].ToString()["/etc/prometheus/certs/".Length..].Replace('.', '~')}"]);
        Assert.Equal(Stacks[run].One("CertRequest").Text("dnsNames.0"), job["tls_config"]["server_name"].ToString());
        Assert.Equal(2, ((YamlMappingNode)job["tls_config"]).Children.Count);
    }

    [Fact]
    public void Job_OfAnyStack_KeepsTheServersPodsOnly()
    {
        var job = Job(Prod);
        var deployment = Prod.One("Deployment", "deployment");
        var keep = job["relabel_configs"][0];

        Assert.Equal(Prod.One("Namespace").Text("metadata.name"), job["kubernetes_sd_configs"][0]["namespaces"]["names"][0].ToString());
        Assert.Equal(
            $"{deployment.Text("spec.template.metadata.labels.app~kubernetes~io/name")};{deployment.Text(
                "spec.template.spec.containers.0.ports.0.name")}",
            keep["regex"].ToString());
        Assert.Equal("keep", keep["action"].ToString());
    }

    [Theory, MemberData(nameof(All))]
    public void NetworkPolicy_ForMetrics_AdmitsTheAgentByName(string run)
    {
        var policy = Stacks[run].One("NetworkPolicy", "allow-metrics");

        Assert.Equal("kube-system", policy.Text("spec.ingress.0.from.0.namespaceSelector.matchLabels.kubernetes~io/metadata~name"));
        Assert.Equal("ama-metrics", policy.Text("spec.ingress.0.from.0.podSelector.matchLabels.rsName"));
        Assert.Equal("https", policy.Text("spec.ingress.0.ports.0.port"));
        Assert.Null(policy["spec.ingress.1"]);
    }

    private static YamlNode Job(StackRun run)
    {
        var map = run.One("ConfigMap", "scraping");
        Assert.Equal(("ama-metrics-prometheus-config", "kube-system"), (map.Text("metadata.name"), map.Text("metadata.namespace")));
        var stream = new YamlStream();
        stream.Load(new StringReader(map.Text("data.prometheus-config")!));
        return stream.Documents[0].RootNode["scrape_configs"][0];
    }
}
