using System.Security.Cryptography;
using System.Xml.Linq;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Gateway;

/// <summary>What each SKU takes, and what it refuses.</summary>
public sealed class SkuTests(Stacks stacks) : PlatformStackTest(stacks)
{
    // Of the certificate that the test's cloud answers with

    [Theory]
    [InlineData("Developer")]
    [InlineData("Premium")]
    public async Task ClassicGateway_IsInjectedWithAnAddressAndTheAuthority(string sku)
    {
        var run = await StackRun.OfAsync("dev", ("gatewaySku", sku));
        var service = run.One("ApiManagementService");

        Assert.Equal(sku, service.Text("sku.name"));
        Assert.Equal("External", service.Text("virtualNetworkType"));
        Assert.Equal("PublicIPAddress", run.KindOf(service.Text("publicIpAddressId")));
        Assert.Equal(Authority(run), service.Text("certificates.0.encodedCertificate"));
        Assert.NotNull(service["customProperties"]);
        Assert.Null(service["publicNetworkAccess"]);
        Assert.Null(Delegation(run));
        Assert.Empty(run.All("Resource"));
    }

    [Fact]
    public async Task StandardV2Gateway_IsGivenNothingThatItDoesNotKnow()
    {
        var run = await V2Async();
        var service = run.One("ApiManagementService");

        Assert.Equal(
            ("StandardV2", "External", "Enabled"),
            (service.Text("sku.name"), service.Text("virtualNetworkType"), service.Text("publicNetworkAccess")));
        foreach (var unknown in new[] { "publicIpAddressId", "certificates", "customProperties", "zones" })
            Assert.Null(service[unknown]);
        Assert.DoesNotContain(run.All("PublicIPAddress"), address => address.Name == "address-gateway");
    }

    [Fact]
    public async Task StandardV2Gateway_CallsOutThroughASubnetOfItsOwn()
    {
        var run = await V2Async();

        Assert.EndsWith(
            "/subnets/snet-gateway", run.One("ApiManagementService").Text("virtualNetworkConfiguration.subnetResourceId"),
            StringComparison.Ordinal);
        Assert.Equal("Microsoft.Web/serverFarms", Delegation(run));
        // Nobody calls it there
        Assert.Equal("DenyNetwork", run.One("NetworkSecurityGroup", "nsg-gateway").Text("securityRules.0.name"));
        Assert.Null(run.One("NetworkSecurityGroup", "nsg-gateway")["securityRules.2"]);
    }

    [Theory]
    [InlineData("0", "backend")]
    [InlineData("10", "backend", "backend-canary")]
    public async Task StandardV2Gateway_BelievesWhatTheAuthoritySigned(string canaryPercent, params string[] servers)
    {
        var run =
            await V2Async(canaryPercent == "0" ? [] : [("workloadCanaryPercent", canaryPercent), ("workloadStableTag", "0123456789ab")]);

        var thumbprint = Convert.ToHexString(SHA1.HashData(Convert.FromBase64String(Authority(run))));
        Assert.Equal(servers, run.All("Resource").Select(backend => backend.Name).Order());
        Assert.All(run.All("Resource"), backend =>
        {
            Assert.Equal(
                ("Microsoft.ApiManagement", "backends", "2025-03-01-preview"),
                (backend.Text("resourceProviderNamespace"), backend.Text("resourceType"), backend.Text("apiVersion")));
            Assert.Equal(true, backend["properties.tls.validateCertificateChain"]);
            Assert.Equal(true, backend["properties.tls.validateCertificateName"]);
            Assert.Equal(run.One("CertRequest").Text("subject.commonName"), backend.Text("properties.tls.serverX509Names.0.name"));
            Assert.Equal(thumbprint, backend.Text("properties.tls.serverX509Names.0.issuerCertificateThumbprint"));
            Assert.Equal("{{gateway-secret}}", backend.Text("properties.credentials.header.X-Gateway-Secret.0"));
        });
    }

    // The two ways of saying it must not drift apart
    [Fact]
    public async Task StandardV2Gateway_BreaksTheCircuitAsAnyOther()
    {
        var v2 = (await V2Async()).One("Resource", "backend");

        foreach (var path in new[] { "name", "tripDuration", "acceptRetryAfter", "failureCondition.count", "failureCondition.interval",
                "failureCondition.statusCodeRanges.1.max" })
            Assert.Equal($"{Prod.One("Backend")[$"circuitBreaker.rules.0.{path}"]}", $"{v2[$"properties.circuitBreaker.rules.0.{path}"]}");
    }

    [Fact]
    public async Task StandardV2Gateway_CountsQuotasBySubscription()
    {
        var inbound = XElement.Parse((await V2Async()).One("ProductPolicy", "tier-standard-policy").Text("value")!).Element("inbound")!;

        Assert.Equal(
            ("2000000", "2592000"),
            (inbound.Element("quota")!.Attribute("calls")!.Value, inbound.Element("quota")!.Attribute("renewal-period")!.Value));
        Assert.Equal("120", inbound.Element("rate-limit-by-key")!.Attribute("calls")!.Value);
        Assert.Null(inbound.Element("quota-by-key"));
    }

    [Fact]
    public async Task StandardV2Gateway_WithPrivateExposure_HasAnEndpointInTheNetwork()
    {
        var run = await V2Async(("gatewayExposure", "private"));

        Assert.Equal("Gateway", run.One("PrivateEndpoint", "endpoint-gateway").Text("privateLinkServiceConnections.0.groupIds.0"));
        Assert.Contains(run.All("PrivateZone"), zone => zone.Text("privateZoneName") == "privatelink.azure-api.net");
        // Azure refuses to create one without a public endpoint; the next step takes it away
        Assert.Equal("Enabled", run.One("ApiManagementService").Text("publicNetworkAccess"));
        Assert.Equal(
            "Disabled",
            (await V2Async(("gatewayExposure", "private"), ("gatewayPublicEndpoint", "false"))).One("ApiManagementService")
                .Text("publicNetworkAccess"));
    }

    [Theory]
    [InlineData("Developer", "Capacity")]
    [InlineData("StandardV2", "CpuPercent_Gateway")]
    public async Task CapacityAlert_OfASku_WatchesTheMetricThatItHas(string sku, string metric)
    {
        var run = await StackRun.OfAsync("dev", ("gatewaySku", sku));

        Assert.Equal(metric, run.One("MetricAlert", "gateway-capacity").Text("criteria.allOf.0.metricName"));
    }

    private static Task<StackRun> V2Async(params (string Key, string Value)[] changes)
        => StackRun.OfAsync("dev", [("gatewaySku", "StandardV2"), .. changes]);

    private static string? Delegation(StackRun run)
    {
        var vnet = run.One("VirtualNetwork");
        var gateway = Enumerable.Range(0, 10).First(i => vnet.Text($"subnets.{i}.name") == "snet-gateway");
        return vnet.Text($"subnets.{gateway}.delegations.0.serviceName");
    }

    // The certificate between the lines that begin and end it
    private static string Authority(StackRun run) => run.One("SelfSignedCert").Answer("certPem").Split('\n')[1];
}
