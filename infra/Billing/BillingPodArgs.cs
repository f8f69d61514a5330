using Pulumi;
using Pulumi.Kubernetes.Core.V1;

namespace Platform.Infra.Billing;

/// <summary>What the pods of billing are given.</summary>
/// <param name="Certificate">The server's, with its key.</param>
/// <param name="Plans">What is sold.</param>
/// <param name="Image">Of billing, by digest where it is known.</param>
/// <param name="Database">How the database is reached.</param>
/// <param name="Usage">The container of the usage logs.</param>
/// <param name="Records">The container of the collected records.</param>
/// <param name="PseudonymKey">The secret that has the key of their pseudonyms; null where nothing is collected.</param>
/// <param name="Gateway">Id of the API Management service.</param>
/// <param name="Console">Null where there is none.</param>
internal sealed record BillingPodArgs(
    ServiceAccount Account, Secret Certificate, ConfigMap Plans, Output<string> Image, Output<string> Database,
    Output<string> Usage, Output<string> Records, Secret? PseudonymKey, Output<string> Gateway, ConsoleAccess? Console);
