using Platform.Infra.Identity;

namespace Platform.Infra.MachineLearning;

/// <summary>What a model that is paid for by the token is made of.</summary>
/// <param name="ModelId">In the catalogue: <c>azureml://registries/azureml/models/Phi-4</c>.</param>
internal sealed record ServerlessModelArgs(WorkspaceScope Workspace, string ModelId, Identities Identities);
