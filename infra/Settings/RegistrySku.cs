namespace Platform.Infra.Settings;

/// <summary>Container registry SKU; only Premium has private endpoints, zone redundancy, replicas and agent pools.</summary>
internal enum RegistrySku
{
    Standard,
    Premium,
}
