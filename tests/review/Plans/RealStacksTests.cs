using System.Text.Json.Nodes;
using Platform.Review.Plans;
using Platform.Review.Report;
using Platform.Review.Report.Plans;
using Platform.Review.Stacks;

namespace Platform.Review.Tests.Plans;

/// <summary>The platform's own stacks.</summary>
public sealed class RealStacksTests
{
    public static TheoryData<string> Stacks => [.. Repository.At(RepositoryRoot.Path).Stacks];

    [Fact]
    public void Stacks_OfTheRepository_AreDevAndProd() => Assert.Equal(["dev", "prod"], Repository.At(RepositoryRoot.Path).Stacks);

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Record_Twice_GivesTheSameBytes(string stack)
    {
        var (one, other) = (await PlanAsync(stack), await PlanAsync(stack));

        Assert.All(
            ReportFormats.Plans.Names,
            format => Assert.Equal(ReportFormats.Plans[format].Write(one), ReportFormats.Plans[format].Write(other)));
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Record_Resources_HaveParentsInThePlan(string stack)
    {
        var plan = await PlanAsync(stack);

        var paths = plan.Resources.Select(resource => resource.Path).ToHashSet();
        Assert.Equal("platform", Assert.Single(plan.Resources, resource => resource.Parent is null).Path);
        Assert.All(plan.Resources.Where(resource => resource.Parent is not null), resource => Assert.Contains(resource.Parent!, paths));
        Assert.All(plan.Resources.SelectMany(resource => resource.Options.DependsOn ?? []), path => Assert.Contains(path, paths));
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Record_Document_HoldsNoMachinePathAndNoPlaceholder(string stack)
    {
        var text = new JsonPlanFormat().Write(await PlanAsync(stack));

        Assert.DoesNotContain("placeholder-for-a-secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain(RepositoryRoot.Path.TrimEnd('/', '\\'), text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task Record_Ids_AreResolved(string stack)
    {
        var plan = await PlanAsync(stack);

        var texts = plan.Resources.SelectMany(resource => Texts(resource.Inputs)).ToArray();
        Assert.All(texts.Where(text => text.StartsWith("/subscriptions/", StringComparison.Ordinal)), text =>
            Assert.DoesNotContain("//", text, StringComparison.Ordinal));
        // What is in its group itself has no parent there, and has to say so
        Assert.DoesNotContain(
            plan.Resources.SelectMany(resource => resource.Inputs.Where(input => input.Key != "parentResourcePath")),
            input => input.Value is { } value && Texts(value).Contains(""));
        var scopes = plan.Resources.Where(resource => resource.Type.EndsWith(":RoleAssignment", StringComparison.Ordinal));
        Assert.All(scopes, resource => Assert.StartsWith("/subscriptions/", (string?)resource.Inputs["scope"], StringComparison.Ordinal));
    }

    private static Task<Plan> PlanAsync(string stack)
        => PlanRecorder.RecordAsync(RepositoryRoot.Path, Repository.At(RepositoryRoot.Path).Configuration(stack), CancellationToken.None);

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray elements => elements.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
