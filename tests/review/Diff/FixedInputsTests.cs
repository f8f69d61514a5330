using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Report.Diffs;

namespace Platform.Review.Tests.Diff;

public sealed class FixedInputsTests
{
    private const string Pool = "azure-native:containerservice:AgentPool";
    private const string Cluster = "azure-native:containerservice:ManagedCluster";

    [Theory]
    [InlineData(Pool, """{"maxPods":50}""", """{"maxPods":60}""", "changed platform/x maxPods×")]
    [InlineData(Pool, """{"maxCount":5}""", """{"maxCount":6}""", "changed platform/x maxCount")]
    [InlineData(Pool, """{"maxPods":50,"vmSize":"a"}""", """{"maxPods":60,"vmSize":"b"}""", "replaced platform/x maxPods× vmSize!")]
    [InlineData(Pool, "{}", """{"enableNodePublicIP":false}""", "changed platform/x enableNodePublicIP")]
    [InlineData(Pool, "{}", """{"enableNodePublicIP":true}""", "changed platform/x enableNodePublicIP×")]
    [InlineData(
        Cluster,
        """{"agentPoolProfiles":[{"name":"a","vmSize":"x"}]}""",
        """{"agentPoolProfiles":[{"name":"a","vmSize":"y"}]}""",
        "changed platform/x agentPoolProfiles[name=a].vmSize×")]
    [InlineData(
        Cluster,
        """{"agentPoolProfiles":[{"name":"a","vmSize":"x"}]}""",
        """{"agentPoolProfiles":[{"name":"a","vmSize":"x"},{"name":"b","vmSize":"x"}]}""",
        "changed platform/x agentPoolProfiles[name=b]")]
    [InlineData("azure-native:network:NatGateway", """{"zones":["1"]}""", """{"zones":["2"]}""", "changed platform/x zones[]×")]
    public void Between_WhatAzureKeeps_IsRefused(string type, string before, string after, string expected)
        => Assert.Equal([expected], Diff(type, before, after).Lines());

    [Fact]
    public void Text_Refused_SaysWhatToDo() => Assert.Equal(
        """
        dev against HEAD: 1 changed; 0 unchanged

        Refused
          changed  platform/x  azure-native:containerservice:AgentPool  (maxPods)
            maxPods: 50 → 60  (Azure refuses it: name the resource differently, or add it to ReplaceOnChanges)

        """.ReplaceLineEndings("\n"),
        new TextDiffFormat().Write(new("HEAD", [Diff(Pool, """{"maxPods":50}""", """{"maxPods":60}""")])));

    private static PlanDiff Diff(string type, string before, string after) => PlanDiff.Between(
        Planted.Of(Planted.Resource("platform/x", type, (JsonObject)JsonNode.Parse(before)!)),
        Planted.Of(Planted.Resource("platform/x", type, (JsonObject)JsonNode.Parse(after)!)));
}
