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
        Assert.Contains("PRIVATE", secrets.Select(secret => secret.Text("properties.value")));
        foreach (var secret in secrets)
        {
            Assert.Equal(Stacks[run].One("Vault", "vault").Text("vaultName"), secret.Text("vaultName"));
            // Azure Native deletes them in the vault, where the deployer has no role; a vault that is recovered has the former ones
            Assert.Same(Stacks[run].One("Vault", "vault").Resource, secret.Options.DeletedWith);
            Assert.True(secret.Options.RetainOnDelete);
            Assert.Null(secret["secretName"]);
            Assert.Equal("application/x-pem-file", secret.Text("properties.contentType"));
            // 2036-11-20, when the certificate of the tests ends
            Assert.Equal(2110752000.0, Convert.ToDouble(secret["properties.attributes.expires"]));
            var properties = await OutputUtilities.GetValueAsync(
                Assert.IsType<Pulumi.AzureNative.KeyVault.SecretArgs>(secret.Args).Properties.ToOutput());
            Assert.True(await Output.IsSecretAsync(Assert.IsType<SecretPropertiesArgs>(properties).Value!.ToOutput()));
        }
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
