using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Evaluation;
using Platform.Review.Plans;
using Platform.Review.Stacks;
using Platform.Review.Values;

namespace Platform.Review.Tests.Diff;

/// <summary>Refactorings that leave the cloud as it is.</summary>
public sealed class SameCloudTests
{
    public static TheoryData<string, string> Refactorings
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var stack in new[] { "dev", "prod" })
            {
                foreach (var name in Edits.Keys)
                    data.Add(stack, name);
            }

            return data;
        }
    }

    private static Dictionary<string, Func<Plan, Plan>> Edits { get; } = new()
    {
        ["nothing"] = plan => plan,
        ["declarations in another order"] = plan => plan with { Resources = [.. plan.Resources.Reverse()] },
        ["members in another order"] = plan => Inputs(plan, MembersReversed),
        ["sets in another order"] = plan => plan with
        {
            Resources =
            [
                .. plan.Resources.Select(
                    resource => resource with { Inputs = (JsonObject)SetsReversed(resource.Inputs, PropertyPath.Root, resource.Type)! }),
            ],
        },
        ["documents spaced differently"] = plan => Inputs(plan, Compact),
        ["outputs in another order"] = plan => plan with { Outputs = (JsonObject)MembersReversed(plan.Outputs)! },
        ["written and read"] = plan => PlanReader.Read(CommittedPlans.TextOf(plan), "it"),
        ["protect said or not"] = plan => Options(plan, options => options with { Protect = options.Protect ?? false }),
        ["aliases of the past dropped"] = plan => Options(plan, options => options with { Aliases = null }),
        ["dependencies in another order"] =
            plan => Options(plan, options => options with { DependsOn = options.DependsOn?.Reverse().ToArray() }),
        ["another component class, with alias"] = plan => plan.With("platform/registry", component => component with
        {
            Type = "platform:infra:Images",
            Options = new() { Aliases = [new Dictionary<string, string> { ["type"] = component.Type }] },
        }),
    };

    [Theory]
    [MemberData(nameof(Refactorings))]
    public async Task Between_SameCloud_IsEmpty(string stack, string edit)
    {
        var plan = await Planted.StackAsync(stack);

        var diff = PlanDiff.Between(plan, Edits[edit](plan));

        Assert.Empty(diff.Lines().Except(diff.Changes.Where(IsKeptWhereItIs).Select(change => $"moved {change.Path}")));
        Assert.Empty(diff.Outputs);
    }

    private static bool IsKeptWhereItIs(ResourceChange change) => change.Move is { Alias: null } move && move.From == change.Path;

    private static Plan Inputs(Plan plan, Func<JsonNode?, JsonNode?> edit)
        => plan with { Resources = [.. plan.Resources.Select(resource => resource with { Inputs = (JsonObject)edit(resource.Inputs)! })] };

    private static Plan Options(Plan plan, Func<PlannedOptions, PlannedOptions> edit)
        => plan with { Resources = [.. plan.Resources.Select(resource => resource with { Options = edit(resource.Options) })] };

    private static JsonNode? MembersReversed(JsonNode? node) => node switch
    {
        JsonObject members =>
            new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, MembersReversed(member.Value)))),
        JsonArray elements => new JsonArray([.. elements.Select(MembersReversed)]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? SetsReversed(JsonNode? node, PropertyPath path, string type) => node switch
    {
        JsonObject members => new JsonObject(
            members.Select(member => KeyValuePair.Create(member.Key, SetsReversed(member.Value, path.Member(member.Key), type)))),
        JsonArray elements => new JsonArray([.. InOrder(elements.Select(each => SetsReversed(each, path.At("", 0), type)), path, type)]),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<JsonNode?> InOrder(IEnumerable<JsonNode?> elements, PropertyPath path, string type)
        => SetLists.Has(type, path) ? elements.Reverse() : elements;

    private static JsonNode? Compact(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Compact(member.Value)))),
        JsonArray elements => new JsonArray([.. elements.Select(Compact)]),
        JsonValue value when value.TryGetValue<string>(out var text) && JsonText.Parse(text) is { } document => document.ToJsonString(),
        _ => node?.DeepClone(),
    };
}
