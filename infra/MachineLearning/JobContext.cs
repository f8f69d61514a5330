using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.MachineLearning;

/// <summary>Where jobs run, as whom, and with what.</summary>
internal sealed record JobContext(Compute Compute, UserAssignedIdentity Identity, TrainingAssets Training);
