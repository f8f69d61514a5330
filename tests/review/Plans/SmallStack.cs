using Platform.Review.Evaluation;
using Platform.Review.Plans;
using Platform.Review.Stacks;
using Pulumi;
using Pulumi.AzureNative.Resources;

namespace Platform.Review.Tests.Plans;

/// <summary>A stack that makes whatever a test wants, after a resource group.</summary>
internal sealed class SmallStack : Stack
{
    private SmallStack(StackOptions options, Action<SmallStack> make)
        : base(options)
    {
        Group = new ResourceGroup("group", new() { ResourceGroupName = "rg-small" });
        make(this);
    }

    public ResourceGroup Group { get; }

    [Output("answer")]
    public Output<string> Answer { get; set; } = Output.Create("42");

    public static Task<Plan> PlanAsync(Action<SmallStack> make, params (string Key, string Value)[] settings)
        => PlanAsync(new StackConfiguration("small", settings.ToDictionary(setting => setting.Key, setting => setting.Value), []), make);

    public static Task<Plan> PlanAsync(StackConfiguration configuration, Action<SmallStack> make, TimeSpan? patience = null)
        => PlanRecorder.RecordAsync(
            new StackEvaluation("root", configuration), options => new SmallStack(options, make), CancellationToken.None, patience);

    /// <summary>The message with which a plan is refused.</summary>
    public static async Task<string> FailAsync(Action<SmallStack> make)
        => (await Assert.ThrowsAsync<ReviewException>(() => PlanAsync(make))).Message;
}
