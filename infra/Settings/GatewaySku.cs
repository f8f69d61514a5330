namespace Platform.Infra.Settings;

/// <summary>
/// The SKUs of API Management that could be thought of here; what each can is <see cref="GatewayCapabilities"/>. Azure turns none of the
/// classic ones (Developer, Premium) into one of the newer platform (BasicV2, StandardV2), or back.
/// https://learn.microsoft.com/azure/api-management/api-management-features
/// </summary>
internal enum GatewaySku
{
    /// <summary>Everything, on one machine and without an SLA.</summary>
    Developer,

    /// <summary>Refused: it reaches public addresses only.</summary>
    BasicV2,

    /// <summary>Stands outside of the network and reaches into it.</summary>
    StandardV2,

    /// <summary>In the network, in zones.</summary>
    Premium,
}
