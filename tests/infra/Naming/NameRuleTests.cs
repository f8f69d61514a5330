using Platform.Infra.Naming;

namespace Platform.Infra.Tests.Naming;

public sealed class NameRuleTests
{
    private static readonly NameRule[] _rules =
    [
        NameRule.ResourceGroup, NameRule.VirtualNetwork, NameRule.Subnet, NameRule.NetworkResource, NameRule.PrivateEndpoint,
        NameRule.LogAnalytics, NameRule.ApplicationInsights, NameRule.ActionGroup, NameRule.Identity, NameRule.Registry, NameRule.Vault,
        NameRule.StorageAccount, NameRule.MachineLearning, NameRule.MachineLearningEndpoint, NameRule.Cluster, NameRule.Gateway,
    ];

    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules; the group's own form starts with rg-
    private static readonly Dictionary<string, (int Min, int Max)> _documented = new()
    {
        ["resource group"] = (4, 90),
        ["virtual network"] = (2, 64),
        ["subnet"] = (1, 80),
        ["network resource"] = (1, 80),
        ["private endpoint"] = (2, 64),
        ["Log Analytics workspace"] = (4, 63),
        ["Application Insights component"] = (1, 260),
        ["action group"] = (1, 260),
        ["managed identity"] = (3, 128),
        ["container registry"] = (5, 50),
        ["Key Vault"] = (3, 24),
        ["storage account"] = (3, 24),
        ["Machine Learning workspace"] = (3, 33),
        ["Machine Learning endpoint"] = (3, 32),
        ["AKS cluster"] = (1, 63),
        ["API Management service"] = (1, 50),
    };

    public static TheoryData<string> Kinds => new(_documented.Keys);

    [Theory, MemberData(nameof(Kinds))]
    public void Validate_NameAtLimits_IsTaken(string kind)
    {
        var rule = Rule(kind);

        Assert.Equal(Name(rule, _documented[kind].Min), rule.Validate(Name(rule, _documented[kind].Min)));
        Assert.Equal(Name(rule, _documented[kind].Max), rule.Validate(Name(rule, _documented[kind].Max)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Validate_NameBeyondLimits_SaysTheRule(string kind)
    {
        var (rule, (min, max)) = (Rule(kind), _documented[kind]);
        foreach (var name in new[] { Name(rule, min)[..(min - 1)], Name(rule, max + 1) })
            Assert.Equal(
                $"'{name}' ({name.Length} characters) is no {kind} name; allowed: {min} to {max} characters that match {rule.Pattern}",
                Assert.Throws<InvalidNameException>(() => rule.Validate(name)).Message);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Validate_ForeignCharacter_IsRefused(string kind)
        => Assert.Throws<InvalidNameException>(() => Rule(kind).Validate(Name(Rule(kind), 10) + " é"));

    [Theory]
    [InlineData("Key Vault", "kv--dev")]
    [InlineData("Key Vault", "1kv-dev")]
    [InlineData("Key Vault", "kv-dev-")]
    [InlineData("storage account", "stDev")]
    [InlineData("container registry", "cr-dev")]
    [InlineData("resource group", "platform-dev")]
    [InlineData("AKS cluster", "aks-dev-")]
    [InlineData("virtual network", "vnet.")]
    public void Validate_ShapeThatAzureRefuses_IsRefused(string kind, string name)
        => Assert.Throws<InvalidNameException>(() => Rule(kind).Validate(name));

    private static NameRule Rule(string kind) => _rules.Single(rule => rule.Kind == kind);

    private static string Name(NameRule rule, int length)
        => rule == NameRule.ResourceGroup ? "rg-".PadRight(length, 'a') : new('a', length);
}
