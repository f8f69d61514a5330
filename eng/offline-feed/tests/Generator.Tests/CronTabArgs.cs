using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace Platform.OfflineFeed.Generator.Tests;

/// <summary>Inputs of a kind that only a custom resource definition knows.</summary>
internal sealed class CronTabArgs() : CustomResourceArgs("stable.example.com/v1", "CronTab")
{
    [Input("spec")]
    public Input<CronTabSpecArgs>? Spec { get; set; }
}
