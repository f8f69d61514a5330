using Platform.Infra.Components;
using Platform.Infra.Gateway;
using Pulumi;

namespace Platform.Infra.Billing;

/// <param name="Gateway">Under whose name the console is.</param>
/// <param name="Issuer">Of the tokens of the cluster's pods.</param>
/// <param name="DeployerId">Object id of whom Entra lets change the application besides its administrators; where there is one.</param>
internal sealed record ConsoleApplicationArgs(PlatformScope Scope, ApiGateway Gateway, Output<string> Issuer, Output<string>? DeployerId);
