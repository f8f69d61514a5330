using System.Collections.Immutable;
using Platform.Infra.Components;
using Platform.Infra.Gateway;
using Platform.Infra.Settings;
using Pulumi;

namespace Platform.Infra.Billing;

/// <summary>Where customers sign in to the console, and as which application it asks for them there.</summary>
/// <param name="Authority">Issuer of their tokens.</param>
/// <param name="ClientId">Of the application.</param>
/// <param name="Registration">What the application has to have where somebody else makes it; null where the stack does.</param>
internal sealed record ConsoleSignIn(
    Output<string> Authority, Output<string> ClientId, Output<ImmutableDictionary<string, string>>? Registration)
{
    /// <summary>Where the console takes the code; it goes through the gateway.</summary>
    public const string Callback = "console/sign-in/callback";

    /// <summary>Of the pods' tokens that Entra takes for a secret.</summary>
    public const string Audience = "api://AzureADTokenExchange";

    /// <param name="gateway">Under whose name the console is.</param>
    /// <param name="issuer">Of the tokens of the cluster's pods.</param>
    /// <param name="deployerId">Object id of whom Entra lets change the application besides its administrators; where there is one.</param>
    public static ConsoleSignIn Declare(
        PlatformScope scope, SignInSettings settings, ApiGateway gateway, Output<string> issuer, Output<string>? deployerId)
    {
        if (!settings.IsElsewhere)
            return new(
                Output.Format($"https://login.microsoftonline.com/{scope.TenantId}/v2.0"),
                new ConsoleApplication("console-application", new(scope, gateway, issuer, deployerId)).Application.ClientId,
                Registration: null);
        return new(Output.Create(settings.Authority), Output.Create(settings.ClientId), Output.Tuple(gateway.Address, issuer).Apply(known =>
            ImmutableDictionary<string, string>.Empty.Add("redirectUri", $"{known.Item1}/{Callback}").Add(
                "appRole", ConsoleApplication.OperatorRole)
                .Add("issuer", known.Item2).Add("subject", BillingLabels.Subject).Add("audience", Audience)));
    }
}
