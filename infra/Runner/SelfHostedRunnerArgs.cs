using Platform.Infra.Components;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Registry;
using Platform.Infra.Secrets;
using Platform.Infra.Settings;

namespace Platform.Infra.Runner;

/// <summary>What the runner is given of the rest of the platform.</summary>
/// <param name="Repository">Whose jobs it does, as <c>owner/name</c>.</param>
/// <param name="Image">Of the runner itself.</param>
internal sealed record SelfHostedRunnerArgs(
    PlatformScope Scope, RunnerSettings Settings, string Repository, BuiltImage Image, ImageRegistry Registry, PlatformNetwork Network,
    SecretStore Secrets, Monitoring Monitoring);
