using Pulumi;

namespace Platform.Infra.MachineLearning;

/// <summary>A model of Azure's catalogue, as the inference server reaches it.</summary>
/// <param name="Model">As callers call it.</param>
/// <param name="Address">Of the endpoint, without a path.</param>
internal sealed record ServerlessTexts(string Model, Output<string> Address)
{
    /// <summary>What a token for one is asked with.</summary>
    public const string Scope = "https://ml.azure.com/.default";
}
