using System.Text.RegularExpressions;
using Platform.Review.Azure.Kinds;
using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>Resource groups, tags and regions.</summary>
internal static partial class GroupRules
{
    private static readonly Part _group = new("resources:ResourceGroup");

    // Of the types with tags, those that belong to another resource in Azure as well
    private static readonly HashSet<string> _children =
    [
        "containerservice:AgentPool", "containerregistry:AgentPool", "containerregistry:Replication", "machinelearningservices:Compute",
        "machinelearningservices:OnlineEndpoint", "machinelearningservices:OnlineDeployment", "machinelearningservices:BatchEndpoint",
        "machinelearningservices:BatchDeployment", "machinelearningservices:ServerlessEndpoint", "keyvault:Secret", "keyvault:Key",
        "privatedns:VirtualNetworkLink",
    ];

    public static Rule[] All { get; } =
    [
        new PlanRule("Azure.Group.Naming", Operations, Note, "A resource group's name says what it is and of which stack",
            "The wrong stack's group is deleted one day")
        {
            Violations =
                plan => from name in _group.In(plan).Where(each => !each.At("managedBy").IsSet).Select(each => each.At("resourceGroupName"))
                                 where !GroupName().IsMatch(name.Text) || !name.Text.Split('-').Contains(plan.Plan.Stack)
                                 select new Violation(name, $"rg-… in lower case, '{plan.Plan.Stack}' among its segments"),
        },
        new PlanRule("Azure.Group.RequiredTags", Operations, Note,
            "Resource groups share three tags or more, the stack's name among their values", "Cost and duty cannot be assigned to anyone")
        {
            Violations = plan => from tags in _group.In(plan).Select(each => each.At("tags"))
                                 where Shared(plan).Count < 3 || !tags.Members.Any(tag => tag.Text == plan.Plan.Stack)
                                 select new Violation(tags, $"three tags or more, '{plan.Plan.Stack}' the value of one"),
        },
        new PlanRule("Azure.Resource.RequiredTags", Operations, Note, "A resource has the tags that its resource group has",
            "It falls out of every bill and report")
        {
            Violations = plan => from resource in plan.Resources
                                 where KindCatalogue.Find(resource.Type) is { IsTaggable: true }
                                     && !_children.Contains(PlanUnderReview.NameOf(resource))
                                 let tags = InputValue.Of(resource).At("tags")
                                 let missing = Shared(plan).Where(tag => !tags.Members.Any(each => NameOf(each) == tag)).ToArray()
                                 where missing is not []
                                 select new Violation(
                                     tags, $"the tags {string.Join(", ", Shared(plan).Order(StringComparer.Ordinal))}",
                                     $"no {string.Join(", ", missing.Order(StringComparer.Ordinal))}"),
        },
        new PlanRule("Azure.Resource.AllowedRegions", Security, Warning, "Resources are in the resource group's region or a replica's",
            "Data leaves the region that was agreed on")
        {
            Violations = plan => from resource in plan.Resources.Where(PlanUnderReview.IsAzure)
                                 let location = InputValue.Of(resource).At("location")
                                 where location.IsSet && !location.IsAnyOf(Regions(plan))
                                 select new Violation(location, string.Join(" or ", Regions(plan).Select(region => $"'{region}'"))),
        },
        new PlanRule("Plan.Tags", Operations, Warning, "Whatever takes tags has some, and none is blank",
            "Cost and duty cannot be assigned to anyone")
        {
            Violations = plan => from resource in plan.Resources
                                 where KindCatalogue.Find(resource.Type) is { IsTaggable: true }
                                 let tags = InputValue.Of(resource).At("tags")
                                 where !tags.Members.Any() || tags.Members.Any(tag => !tag.IsSet)
                                 select new Violation(tags, "one tag or more, none of them blank"),
        },
    ];

    private static string[] Regions(PlanUnderReview plan)
        => [.. plan.OfType("resources:ResourceGroup").Concat(plan.OfType("containerregistry:Replication"))
            .Select(resource => InputValue.Of(resource).At("location").Text).Append("global").Distinct()];

    private static HashSet<string> Shared(PlanUnderReview plan)
        => [.. _group.In(plan).Select(each => each.At("tags").Members.Select(NameOf)).DefaultIfEmpty([])
            .Aggregate((all, some) => all.Intersect(some))];

    private static string NameOf(InputValue tag) => tag.Path["tags.".Length..];

    [GeneratedRegex("^rg(-[a-z0-9]+)+$")]
    private static partial Regex GroupName();
}
