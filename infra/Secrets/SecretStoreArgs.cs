using Platform.Infra.Components;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;

namespace Platform.Infra.Secrets;

internal sealed record SecretStoreArgs(PlatformScope Scope, SecretsSettings Settings, PlatformNetwork Network, Monitoring Monitoring);
