namespace Platform.Infra.Settings;

/// <summary>Who can reach the gateway, which in every isolation mode is the only way in.</summary>
internal enum GatewayExposure
{
    /// <summary>Callers on the internet, with a tier's key.</summary>
    Public,

    /// <summary>Callers in the virtual network, or in networks connected to it, who also resolve its name there.</summary>
    Private,
}
