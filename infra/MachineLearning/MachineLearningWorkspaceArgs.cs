using Platform.Infra.Components;
using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Registry;
using Platform.Infra.Settings;
using Platform.Infra.Storage;

namespace Platform.Infra.MachineLearning;

/// <summary>What the workspace is given of the rest of the platform.</summary>
/// <param name="Trained">The model that the settings have it train.</param>
/// <param name="Secrets">How its own vault keeps what is deleted.</param>
/// <param name="Root">The repository, whose models, scripts and data are brought: the folder with <c>Pulumi.yaml</c>.</param>
internal sealed record MachineLearningWorkspaceArgs(
    PlatformScope Scope, MachineLearningSettings Settings, TrainableModel Trained, string Root, PlatformNetwork Network,
    Identities Identities, SecretsSettings Secrets, ModelStorage Storage, ImageRegistry Registry, Monitoring Monitoring);
