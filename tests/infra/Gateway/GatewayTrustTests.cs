using Platform.Infra.Tests.Cloud;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;
using Secret = Pulumi.Kubernetes.Types.Inputs.Core.V1.SecretArgs;

namespace Platform.Infra.Tests.Gateway;

/// <summary>The workload answers the gateway alone, and the gateway believes the workload alone.</summary>
public sealed class GatewayTrustTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Gateway_CallingTheWorkload_SendsTheSecretThatItExpects(string run)
    {
        var stack = Stacks[run];

        Assert.Equal("{{gateway-secret}}", stack.One("Backend").Text("credentials.header.X-Gateway-Secret.0"));
        Assert.Equal("gateway-secret", stack.One("NamedValue", "secret").Text("namedValueId"));
        Assert.Equal(stack.One("NamedValue", "secret").Text("value"), stack.One("Secret", "gateway-secret").Text("stringData.secret"));
        var deployment = stack.One("Deployment");
        var variable = Enumerable.Range(0, 20).Select(index => $"spec.template.spec.containers.0.env.{index}")
            .Single(at => deployment.Text($"{at}.name") == "Gateway__Secret");
        Assert.Equal("secret", deployment.Text($"{variable}.valueFrom.secretKeyRef.key"));
    }

    [Theory, MemberData(nameof(All))]
    public async Task GatewaySecret_OnItsWay_IsASecret(string run)
    {
        Assert.Equal(true, Stacks[run].One("NamedValue", "secret")["secret"]);
        Assert.True(
            await Output.IsSecretAsync(Assert.IsType<NamedValueArgs>(Stacks[run].One("NamedValue", "secret").Args).Value!.ToOutput()));
        Assert.True(
            await Output.IsSecretAsync(Assert.IsType<Secret>(Stacks[run].One("Secret", "gateway-secret").Args).StringData.ToOutput()));
    }

    [Theory, MemberData(nameof(All))]
    public void Gateway_CallingTheWorkload_ChecksItsCertificate(string run)
    {
        Assert.Equal(true, Stacks[run].One("Backend")["tls.validateCertificateChain"]);
        Assert.Equal(true, Stacks[run].One("Backend")["tls.validateCertificateName"]);
        Assert.Equal("Root", Stacks[run].One("ApiManagementService").Text("certificates.0.storeName"));
        Assert.Equal(Stacks[run].One("Backend").Text("url"), $"https://{Stacks[run].One("CertRequest").Text("dnsNames.0")}");
    }
}
