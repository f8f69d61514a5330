using System.Text.Json.Nodes;
using Platform.Review.KubernetesTypes;
using Platform.Review.Plans;

namespace Platform.Review.Tests.KubernetesTypes;

public sealed class ObjectFaultsTests
{
    [Theory]
    [InlineData("apps/v1:Deployment", """{"apiVersion":"apps/v1","kind":"Deployment","spec":{"selector":{},"template":{},"replica":2}}""",
        "spec.replica: the number 2, not one of minReadySeconds, paused, progressDeadlineSeconds, replicas, revisionHistoryLimit, "
        + "selector, strategy, template")]
    [InlineData(
        "apps/v1:Deployment", """{"apiVersion":"apps/v1","kind":"Deployment","spec":{"template":{}}}""",
        "spec.selector: nothing, not an object")]
    [InlineData("core/v1:Service", """{"apiVersion":"v1","kind":"Service","spec":{"type":"Clusterip"}}""",
        "spec.type: 'Clusterip', not 'ClusterIP' or 'ExternalName' or 'LoadBalancer' or 'NodePort'")]
    [InlineData(
        "core/v1:ConfigMap", """{"apiVersion":"v1","kind":"ConfigMap","data":{"a":true}}""", "data.a: the truth value true, not a text")]
    [InlineData("policy/v1:PodDisruptionBudget", """{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","spec":{"minAvailable":[]}}""",
        "spec.minAvailable: a list of 0, not a text or a number")]
    [InlineData(
        "keda.sh/v1alpha1:ScaledObject",
        """{"apiVersion":"keda.sh/v1alpha1","kind":"ScaledObject","spec":{"scaleTargetRef":{"name":"x"},"triggers":[{"type":"cpu"}]}}""",
        "spec.triggers[0].metadata: nothing, not an object")]
    [InlineData("core/v1:Gadget", "{}", ": v1:Gadget, not a kind of review/KubernetesTypes/schemas.json")]
    public void Of_AnObjectThatTheClusterRefuses_SaysWhereWhatAndWhatIsAllowed(string type, string inputs, string expected)
    {
        var resource = new PlannedResource("p/it", "it", $"kubernetes:{type}", true, "p", new(), (JsonObject)JsonNode.Parse(inputs)!);

        Assert.Equal([expected], ObjectFaults.Of(resource).Select(fault => $"{fault.Path}: {fault.Given}, not {fault.Allowed}"));
    }
}
