using Pulumi;

namespace Platform.Infra.Billing;

/// <summary>What the console is told of where it is.</summary>
/// <param name="Address">The gateway's, without a path.</param>
/// <param name="Api">The API behind it, as customers call it.</param>
/// <param name="SignIn">Where customers do.</param>
/// <param name="Server">The host of the inference server, whose documents say what its models take; the gateway has no route to
/// them.</param>
internal sealed record ConsoleAccess(Output<string> Address, Output<string> Api, ConsoleSignIn SignIn, string Server);
