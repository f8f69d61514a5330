using Pulumi.Testing;

namespace Platform.Review.Evaluation;

/// <summary>Pulumi's own resources: providers with explicit settings.</summary>
internal sealed class PulumiProvider : ICloudProvider
{
    public static PulumiProvider Instance { get; } = new();

    public CloudResource Create(MockResourceArgs args) => args.Type!.StartsWith("pulumi:providers:", StringComparison.Ordinal)
        ? new CloudResource(Deterministic.Guid($"{args.Type}/{args.Name}"), args.Inputs)
        : throw new ReviewException($"The plan's cloud does not know {args.Type}; add it in review/Evaluation/PulumiProvider.cs.");
}
