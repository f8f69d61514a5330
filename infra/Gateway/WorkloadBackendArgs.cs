using Platform.Infra.Secrets;
using Platform.Infra.Settings;
using Platform.Infra.Workload;

namespace Platform.Infra.Gateway;

/// <summary>What the gateway calls the inference server by.</summary>
/// <param name="Workload">Where the servers answer.</param>
internal sealed record WorkloadBackendArgs(
    GatewayScope Gateway, GatewayCapabilities Capabilities, WorkloadEndpoints Workload, PrivateCertificates Certificates);
