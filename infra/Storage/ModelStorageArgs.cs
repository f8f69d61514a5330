using Platform.Infra.Components;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;

namespace Platform.Infra.Storage;

internal sealed record ModelStorageArgs(PlatformScope Scope, StorageSettings Settings, PlatformNetwork Network, Monitoring Monitoring);
