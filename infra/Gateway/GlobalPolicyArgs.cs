using Platform.Infra.Settings;

namespace Platform.Infra.Gateway;

/// <summary>What the policy of every call is made of.</summary>
internal sealed record GlobalPolicyArgs(GatewayScope Gateway, GatewaySettings Settings, PolicyFragments Fragments);
