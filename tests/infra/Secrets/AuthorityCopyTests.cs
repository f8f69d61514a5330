using Platform.Infra.Tests.Cloud;
using Pulumi;
using Pulumi.AzureNative.KeyVault.Inputs;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Secrets;

public sealed class AuthorityCopyTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public async Task Authority_OfAnyStack_IsInTheVaultUntilItEnds(string run)
    {
        var secrets = Stacks[run].All("Secret").Where(secret => secret.Type == "azure-native:keyvault:Secret").ToArray();

        Assert.Equal(["authority-certificate-copy", "authority-private-key-copy"], secrets.Select(secret => secret.Name).Order());
        Assert.Contains(
            Stacks[run].One("PrivateKey", "authority-key").Answer("privateKeyPem"),
            secrets.Select(secret => secret.Text("properties.value")));
        foreach (var secret in secrets)
        {
            Assert.Equal(Stacks[run].One("Vault", "vault").Text("vaultName"), secret.Text("vaultName"));
            // Azure Native deletes them in the vault, where the deployer has no role; a vault that is recovered has the former ones
            Assert.Same(Stacks[run].One("Vault", "vault").Resource, secret.Options.DeletedWith);
            Assert.True(secret.Options.RetainOnDelete);
            Assert.Null(secret["secretName"]);
            Assert.Equal("application/x-pem-file", secret.Text("properties.contentType"));
            // The certificate of the evaluation ends in 2100, and the latest that the provider can say is in 2038
            Assert.Equal(int.MaxValue, Convert.ToDouble(secret["properties.attributes.expires"]));
            var properties = await OutputUtilities.GetValueAsync(
                Assert.IsType<Pulumi.AzureNative.KeyVault.SecretArgs>(secret.Args).Properties.ToOutput());
            Assert.True(await Output.IsSecretAsync(Assert.IsType<SecretPropertiesArgs>(properties).Value!.ToOutput()));
        }
    }

    [Fact]
    public async Task Authority_ThatEndsSooner_IsInTheVaultUntilThen()
    {
        var run = await StackRun.OfAsync(
            (type, answer) => type == "tls:index/selfSignedCert:SelfSignedCert"
                ? answer with { Outputs = answer.Outputs.SetItem("validityEndTime", "2036-11-20T00:00:00Z") }
                : answer,
            "dev");

        var secrets = run.All("Secret").Where(secret => secret.Type == "azure-native:keyvault:Secret").ToArray();
        Assert.Equal(2, secrets.Length);
        Assert.All(secrets, secret => Assert.Equal(2110752000.0, Convert.ToDouble(secret["properties.attributes.expires"])));
        // 180 days before
        Assert.Equal("vector(time()) > 2095200000", run.One("PrometheusRuleGroup", "endings").Text("rules.1.expression"));
    }

    [Fact]
    public async Task Certificates_OfAStackFile_HoldAsLongAsItSays()
    {
        var run = await StackRun.OfAsync(
            "dev", ("certificateAuthorityYears", "5"), ("certificateServerDays", "60"), ("certificateRenewalDays", "20"));

        Assert.Equal(5.0 * 365 * 24, Convert.ToDouble(run.One("SelfSignedCert")["validityPeriodHours"]));
        Assert.Equal(60.0 * 24, Convert.ToDouble(run.One("LocallySignedCert")["validityPeriodHours"]));
        Assert.Equal(20.0 * 24, Convert.ToDouble(run.One("LocallySignedCert")["earlyRenewalHours"]));
    }
}
