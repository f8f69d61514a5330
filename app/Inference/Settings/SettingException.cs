namespace Platform.Inference.Settings;

/// <summary>A setting has a value that is not allowed.</summary>
internal sealed class SettingException(string setting, string given, string expected)
    : Exception($"setting {setting} is '{given}'; expected {expected}");
