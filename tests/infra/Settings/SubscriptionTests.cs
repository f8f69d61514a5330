using Platform.Infra.Settings;

namespace Platform.Infra.Tests.Settings;

public sealed class SubscriptionTests
{
    private const string Set = "pulumi config set --stack test";

    [Theory]
    [InlineData(null, "not set")]
    [InlineData("", "''")]
    [InlineData("pay-as-you-go", "'pay-as-you-go'")]
    [InlineData("{12345678-aaaa-bbbb-cccc-1234567890ab}", "'{12345678-aaaa-bbbb-cccc-1234567890ab}'")]
    [InlineData("12345678aaaabbbbcccc1234567890ab", "'12345678aaaabbbbcccc1234567890ab'")]
    [InlineData("12345678-aaaa-bbbb-cccc-1234567890ab ", "'12345678-aaaa-bbbb-cccc-1234567890ab '")]
    public void Load_NoSubscription_SaysWhatToSet(string? given, string said)
    {
        Assert.Equal(
            SettingsCase.Problem(
                "azure-native:subscriptionId", said, "the subscription's id, a GUID, as `az account show --query id` prints it",
                $"{Set} azure-native:subscriptionId \"$(az account show --query id --output tsv)\""),
            SettingsCase.Message((SubscriptionSettings.IdKey, given)));
        Assert.Equal(
            SettingsCase.Problem(
                "azure-native:tenantId", said, "the id of its tenant, a GUID, as `az account show --query tenantId` prints it",
                $"{Set} azure-native:tenantId \"$(az account show --query tenantId --output tsv)\""),
            SettingsCase.Message((SubscriptionSettings.TenantKey, given)));
    }

    // Names are made from it: it stays as it was written
    [Fact]
    public void Load_AnId_IsReadAsItIs()
        => Assert.Equal(
            new("12345678-AAAA-bbbb-cccc-1234567890ab", "87654321-aaaa-BBBB-cccc-1234567890ab"),
            SettingsCase.Load(
                (SubscriptionSettings.IdKey, "12345678-AAAA-bbbb-cccc-1234567890ab"),
                (SubscriptionSettings.TenantKey, "87654321-aaaa-BBBB-cccc-1234567890ab")).Subscription);

    [Theory]
    [InlineData("12345678-aaaa-bbbb-cccc-1234567890ab", "12345678-AAAA-BBBB-CCCC-1234567890ab", false)]
    [InlineData("12345678-aaaa-bbbb-cccc-1234567890ab", "99999999-aaaa-bbbb-cccc-1234567890ab", true)]
    [InlineData("00000000-0000-0000-0000-000000000000", "99999999-aaaa-bbbb-cccc-1234567890ab", false)]
    public void IsElsewhere_OfAnotherSubscription_IsSoWhereTheStacksIsKnown(string own, string other, bool isElsewhere)
        => Assert.Equal(isElsewhere, new SubscriptionSettings(own, own).IsElsewhere(other));
}
