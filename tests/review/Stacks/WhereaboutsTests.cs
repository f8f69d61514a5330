using Platform.Infra.Settings;
using Platform.Review.Stacks;

namespace Platform.Review.Tests.Stacks;

public sealed class WhereaboutsTests
{
    private const string Somewhere = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

    [Theory]
    [InlineData("", null, "00000000-0000-0000-0000-000000000000")]
    [InlineData($"azure-native:subscriptionId: {Somewhere}", Somewhere, Somewhere)]
    [InlineData("azure-native:subscriptionId: { secure: v1:a }", null, "00000000-0000-0000-0000-000000000000")]
    [InlineData("azure-native:subscriptionId: 00000000-0000-0000-0000-000000000000", null, "00000000-0000-0000-0000-000000000000")]
    public void Said_OfAStack_IsWhatItSaysReadably_AndItsPlanIsSomewhereOrNowhere(string line, string? said, string given)
    {
        var configuration = StackFile.Parse($"config:\n  platform:owner: team\n  {line}\n", "dev");

        Assert.Equal(said, configuration.Said(SubscriptionSettings.IdKey));
        Assert.Equal(given, configuration.Get(SubscriptionSettings.IdKey));
        Assert.Contains($"\"azure-native:subscriptionId\":\"{given}\"", configuration.ValuesAsJson(), StringComparison.Ordinal);
        Assert.Equal("11111111-1111-1111-1111-111111111111", configuration.Get(SubscriptionSettings.TenantKey));
        Assert.Equal("team", configuration.Get("owner"));
    }

    // A misspelt one is left to the program, which says what is allowed
    [Fact]
    public void Get_OfAValueThatIsNoId_IsThatValue()
        => Assert.Equal("mine", StackFile.Parse("config:\n  azure-native:subscriptionId: mine\n", "dev").Get(SubscriptionSettings.IdKey));
}
