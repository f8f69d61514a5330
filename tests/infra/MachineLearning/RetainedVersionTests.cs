using Platform.Infra.MachineLearning;

namespace Platform.Infra.Tests.MachineLearning;

public sealed class RetainedVersionTests
{
    private const string Hash = "0123456789abcdef";

    // Pulumi adds eight characters, and Azure takes 30
    [Theory]
    [InlineData("env", "jobs", "env-jobs-0123456789ab")]
    [InlineData("table", "iris", "table-iris-0123456789a")]
    [InlineData("table", "customer_churn", "table-custome-01234567")]
    [InlineData("data", "customer_churn", "data-customer-01234567")]
    public void Name_OfAnyPurpose_Has22CharactersAtMostAndEightDigitsAtLeast(string kind, string purpose, string expected)
        => Assert.Equal(expected, RetainedVersion.Name(kind, purpose, Hash));
}
