using Platform.Review.Evaluation;
using Platform.Review.Stacks;
using Platform.Review.Tests.Plans;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;
using Pulumi.AzureNative.Resources;

namespace Platform.Review.Tests.Evaluation;

/// <summary>Small stacks that forget a provider here and there.</summary>
public sealed class StrayFinderTests
{
    private const string AzureOff = """["azure-native"]""";

    private const string Refusal =
        "No provider is given to these, and pulumi:disable-default-providers switches off the one that Pulumi would make for whatever "
        + "subscription one is signed in to:";

    [Theory]
    [InlineData(AzureOff)]
    [InlineData("""["kubernetes"," azure-native "]""")]
    [InlineData("""["*"]""")]
    public async Task Record_AResourceAndAFunctionWithoutProvider_NamesBoth(string off)
        => Assert.Equal(
            Lines(
                Refusal,
                "  platform/component/stray (azure-native:managedidentity:UserAssignedIdentity): give it a Parent, or a Provider",
                "  platform/group (azure-native:resources:ResourceGroup): give it a Parent, or a Provider",
                "  the function azure-native:authorization:getClientConfig: give it InvokeOptions with a Parent, or a Provider"),
            (await Assert.ThrowsAsync<ReviewException>(() => PlanAsync(off, _ =>
            {
                Declare("stray", new() { Parent = new Component("component") });
                GetClientConfig.Invoke();
                GetClientConfig.Invoke();
            }))).Message);

    [Fact]
    public async Task Record_ARead_OfNoProvider_NamesIt()
        => Assert.Contains(
            "  platform/read (azure-native:resources:ResourceGroup): give it a Parent, or a Provider",
            (await Assert.ThrowsAsync<ReviewException>(
                () => PlanAsync(AzureOff, _ => ResourceGroup.Get("read", "/subscriptions/s/resourceGroups/rg"))))
                .Message, StringComparison.Ordinal);

    [Fact]
    public async Task Record_AllWithAProvider_IsAPlan()
    {
        var plan = await Planted(provider =>
        {
            var component = new Component("component", new() { Providers = { provider } });
            Declare("below", new() { Parent = component });
            Declare("own", new() { Provider = provider });
            GetClientConfig.Invoke(new InvokeOptions { Parent = component });
            GetClientConfig.Invoke(new InvokeOptions { Provider = provider });
        });

        Assert.Contains(plan.Resources, resource => resource.Path == "platform/component/below");
    }

    [Theory, InlineData(""), InlineData("[]"), InlineData("""["azuread"]""")]
    public async Task Record_WhereDefaultProvidersAreOn_IsAPlan(string off)
        => Assert.Contains((await PlanAsync(off, _ => Declare("stray", new()))).Resources, resource => resource.Path == "platform/stray");

    [Theory, InlineData("azure-native"), InlineData("""{"azure-native":true}"""), InlineData("[1]")]
    public async Task Record_ASettingThatIsNoList_SaysWhatIsAllowed(string off)
        => Assert.Equal(
            $$"""pulumi:disable-default-providers is '{{off}}'; allowed: a list of packages, such as ["azure-native"], or ["*"] for all""",
            (await Assert.ThrowsAsync<ReviewException>(() => PlanAsync(off, _ => { }))).Message);

    private static Task<Review.Plans.Plan> Planted(Action<Pulumi.AzureNative.Provider> make)
        => Review.Plans.PlanRecorder.RecordAsync(
            new StackEvaluation("root", Configuration(AzureOff)), options => new GivenStack(options, make), CancellationToken.None);

    private static Task<Review.Plans.Plan> PlanAsync(string off, Action<SmallStack> make) => SmallStack.PlanAsync(Configuration(off), make);

    private static StackConfiguration Configuration(string off)
        => new("small", new Dictionary<string, string> { [DefaultProviders.Key] = off }, []);

    private static void Declare(string name, CustomResourceOptions options)
        => _ = new UserAssignedIdentity(name, new() { ResourceName = name, ResourceGroupName = "rg-small" }, options);

    private static string Lines(params string[] lines) => string.Join(Environment.NewLine, lines);

    private sealed class GivenStack : Stack
    {
        public GivenStack(StackOptions options, Action<Pulumi.AzureNative.Provider> make) : base(options)
            => make(new("azure", new() { SubscriptionId = "00000000-0000-0000-0000-000000000000" }));
    }
}
