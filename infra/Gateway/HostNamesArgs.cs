using Platform.Infra.Components;
using Platform.Infra.Identity;
using Platform.Infra.Settings;

namespace Platform.Infra.Gateway;

/// <summary>What the gateway's own names are made of.</summary>
internal sealed record HostNamesArgs(ConcernScope Scope, HostNameSettings Settings, Identities Identities);
