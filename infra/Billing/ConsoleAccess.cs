using Pulumi;

namespace Platform.Infra.Billing;

/// <summary>What the console is told of where it is.</summary>
/// <param name="Address">The gateway's, without a path.</param>
/// <param name="Api">The API behind it, as customers call it.</param>
/// <param name="ClientId">Of its application in Entra.</param>
/// <param name="Tenant">Whose people sign in.</param>
/// <param name="Server">The host of the inference server, whose documents say what its models take; the gateway has no route to them.</param>
internal sealed record ConsoleAccess(
    Output<string> Address, Output<string> Api, Output<string> ClientId, Output<string> Tenant, string Server);
