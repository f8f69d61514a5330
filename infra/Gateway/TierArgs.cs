using Platform.Infra.Settings;
using Pulumi;

namespace Platform.Infra.Gateway;

/// <summary>What a tier is made of.</summary>
/// <param name="Api">What is sold.</param>
/// <param name="Audience">Whose tokens callers need besides their key; null: the key is enough.</param>
internal sealed record TierArgs(
    GatewayScope Gateway, InferenceApi Api, PolicyFragments Fragments, TierSettings Tier, GatewaySettings Settings,
    Output<string>? Audience);
