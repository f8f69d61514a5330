using System.Globalization;
using Platform.Infra.Settings;
using Platform.Infra.Workload;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;

namespace Platform.Infra.Billing;

/// <summary>What the pods of billing are told of what customers see: console, notices, consents.</summary>
internal sealed class CustomerVariables(BillingSettings settings, BillingPodArgs pod, string folder)
{
    // Where the webhook of workload identity mounts the token that Entra takes for a secret:
    // https://learn.microsoft.com/azure/aks/workload-identity-overview
    private const string Token = "/var/run/secrets/azure/tokens/azure-identity-token";

    public IEnumerable<EnvVarArgs> All() => [.. Console(), .. Notices(), .. Consent()];

    private IEnumerable<EnvVarArgs> Console() => pod.Console is not { } console ? [] :
    [
        Variable("Console__Address", console.Address),
        Variable("Console__Api", console.Api),
        Variable("Console__Documents", $"https://{console.Server}/"),
        Variable("Console__Authority", $"{folder}/{BillingService.AuthorityFile}"),
        Variable("Console__Tiers", $"{folder}/{BillingService.TiersFile}"),
        Variable("Console__SignIn__Authority", console.SignIn.Authority),
        Variable("Console__SignIn__ClientId", console.SignIn.ClientId),
        Variable("Console__SignIn__AssertionFile", Token),
        Variable("Console__SignIn__OperatorRole", ConsoleApplication.OperatorRole),
    ];

    private IEnumerable<EnvVarArgs> Notices()
    {
        var notices = settings.Notices;
        if (notices.HasMail)
        {
            yield return Variable("Notices__SmtpHost", notices.SmtpHost);
            yield return Variable("Notices__SmtpPort", notices.SmtpPort.ToString(CultureInfo.InvariantCulture));
            yield return Variable("Notices__SmtpSecurity", notices.Security);
            yield return Variable("Notices__From", notices.From);
        }

        if (notices.Webhook.Length > 0)
            yield return Variable("Notices__Webhook", notices.Webhook);
        if (pod.Console is { } console && (notices.HasMail || notices.Webhook.Length > 0))
            yield return Variable("Notices__Site", Output.Format($"{console.Address}/console"));
    }

    private IEnumerable<EnvVarArgs> Consent() => pod.PseudonymKey is not { } key ? [] :
    [
        Variable("Consent__File", Output.Format($"{pod.Records}/consent.json")),
        Variable("Consent__Records", pod.Records),
        Variable("Consent__Days", settings.Usage.RecordsDays.ToString(CultureInfo.InvariantCulture)),
        CollectedRecords.Variable("Consent__Key", key),
    ];

    private static EnvVarArgs Variable(string name, Input<string> value) => BillingDeployment.Variable(name, value);
}
