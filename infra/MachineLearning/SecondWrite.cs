using System.Collections.Immutable;
using Pulumi;
using static Platform.Infra.ArmTemplate;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// Which of an endpoint's deployments answer is an input of the endpoint, which Azure refuses while there is no such deployment; and a
/// deployment cannot be before its endpoint. So the endpoint is made without it, then its deployments, then a template writes the endpoint
/// once more, whole. From then on it is written here alone: any other write, without that input, would take it away.
/// </summary>
internal static class SecondWrite
{
    /// <param name="purpose">Of the endpoint: <c>online</c>.</param>
    /// <param name="kind">The last part of the type: <c>onlineEndpoints</c>.</param>
    /// <param name="name">The workspace's, a slash, and the endpoint's.</param>
    /// <param name="body">The endpoint beside its name, place and tags.</param>
    /// <param name="deployments">What must be there first.</param>
    public static void Of(
        Resource parent, PlatformScope scope, string purpose, string kind, Output<string> name,
        Output<ImmutableDictionary<string, object>> body, List<Resource> deployments) =>
        ArmTemplate.Declare(
            $"{purpose}-routing", scope,
            Output.Tuple(name, body).Apply(
                given => Map(("resources", ArmTemplate.List(Whole(scope, kind, given.Item1).AddRange(given.Item2))))),
            new() { Parent = parent, DependsOn = deployments });

    private static ImmutableDictionary<string, object> Whole(PlatformScope scope, string kind, string name) => Map(
        ("type", $"Microsoft.MachineLearningServices/workspaces/{kind}"), ("apiVersion", "2024-10-01"), ("name", name),
        ("location", scope.Location),
        ("tags", scope.TagValues.ToImmutableDictionary(tag => tag.Key, tag => (object)tag.Value)));
}
