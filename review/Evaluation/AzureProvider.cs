using System.Collections.Immutable;
using Platform.Review.Azure.Kinds;
using Pulumi.Testing;

namespace Platform.Review.Evaluation;

/// <summary>Azure: resources have the ids of Azure Resource Manager, and answer with their inputs and what Azure adds.</summary>
internal sealed class AzureProvider : ICloudProvider
{
    public static AzureProvider Instance { get; } = new();

    public CloudResource Create(MockResourceArgs args)
    {
        var id = ArmId.Of(args.Type!, args.Name!, args.Inputs);
        var common = Outputs.Of(("name", ArmId.NameIn(id)), ("type", ArmType.In(id)));
        return new CloudResource(id, args.Inputs.MergedWith(common).MergedWith(AzureOutputs.Of(args.Type!, id)));
    }
}
