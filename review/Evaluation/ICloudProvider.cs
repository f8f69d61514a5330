using Pulumi.Testing;

namespace Platform.Review.Evaluation;

/// <summary>One provider's part of the plan's cloud.</summary>
internal interface ICloudProvider
{
    CloudResource Create(MockResourceArgs args);
}
