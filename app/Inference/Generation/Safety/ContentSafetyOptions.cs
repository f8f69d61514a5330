using Platform.Inference.Settings;

namespace Platform.Inference.Generation.Safety;

/// <summary>
/// <c>Generation:ContentSafety</c>: Azure AI Content Safety as the filter of prompts and answers. Off without an address.
/// </summary>
internal sealed class ContentSafetyOptions
{
    /// <summary>Of the resource, such as <c>https://NAME.cognitiveservices.azure.com</c>. Default none.</summary>
    public string? Address { get; set; }

    /// <summary>Of the resource; without it Entra gives the server a token. Default none.</summary>
    public string? Key { get; set; }

    /// <summary>The least severity that is refused: 2, 4 or 6. Default 4.</summary>
    public int Severity { get; set; } = 4;

    /// <summary>How long a verdict may take. 1 to 60 s, default 5.</summary>
    public int TimeoutSeconds { get; set; } = 5;

    /// <exception cref="SettingException">A value is not allowed.</exception>
    public void Validate(string section)
    {
        if (string.IsNullOrEmpty(Address))
            return;
        if (!Uri.TryCreate(Address, UriKind.Absolute, out var address)
            || !(address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)))
            throw new SettingException(
                $"{section}:{nameof(Address)}", Address, "an address such as https://NAME.cognitiveservices.azure.com");
        if (Severity is not (2 or 4 or 6))
            throw new SettingException($"{section}:{nameof(Severity)}", $"{Severity}", "2, 4 or 6");
        if (TimeoutSeconds is < 1 or > 60)
            throw new SettingException($"{section}:{nameof(TimeoutSeconds)}", $"{TimeoutSeconds}", "a whole number from 1 to 60");
    }
}
