namespace Platform.Infra.Settings;

/// <summary>
/// The types that <c>Pulumi.yaml</c> can declare for a setting; <see cref="Object"/> settings stand in the stack file only.
/// </summary>
internal enum SettingType
{
    String,
    Integer,
    Boolean,
    Array,
    Object,
}
