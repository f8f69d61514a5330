using Platform.Infra.Settings;

namespace Platform.Infra.Gateway;

/// <summary>What the developer portal is made of.</summary>
internal sealed record DeveloperPortalArgs(GatewayScope Gateway, PortalSettings Settings);
