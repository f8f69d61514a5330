using System.Collections.Immutable;
using Platform.Infra.Components;
using Pulumi;
using static Platform.Infra.Components.ArmTemplate;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// Which of an endpoint's deployments answer is an input of the endpoint, which Azure refuses while there is no such deployment; and a
/// deployment cannot be before its endpoint. So the endpoint is made without it, then its deployments, then a template writes the endpoint
/// once more, whole. From then on it is updated here alone: any other write, without that input, would take it away.
/// </summary>
internal static class EndpointUpdate
{
    /// <param name="purpose">Of the endpoint: <c>online</c>.</param>
    /// <param name="deployments">What must be there first.</param>
    public static void Declare(WorkspaceScope scope, string purpose, WholeEndpoint endpoint, IEnumerable<Resource> deployments)
        => ArmTemplate.Declare(
            $"{purpose}-routing", scope,
            Output.Tuple(scope.WorkspaceName, endpoint.Name, endpoint.Body).Apply(given => Map(
                ("resources", ArmTemplate.List(Whole(scope, endpoint.Kind, $"{given.Item1}/{given.Item2}").AddRange(given.Item3))))),
            scope.Child(deployments));

    private static ImmutableDictionary<string, object> Whole(PlatformScope scope, string kind, string name) => Map(
        ("type", $"Microsoft.MachineLearningServices/workspaces/{kind}"), ("apiVersion", "2024-10-01"), ("name", name),
        ("location", scope.Location),
        ("tags", scope.TagValues.ToImmutableDictionary(tag => tag.Key, tag => (object)tag.Value)));
}
