using System.ComponentModel.DataAnnotations;

namespace Platform.Billing.Consent;

/// <summary>Configuration section <c>Consent</c>. Without a file nothing is collected, and nothing can be consented to.</summary>
internal sealed class ConsentOptions : IValidatableObject
{
    public const string Section = "Consent";

    private const int ShortestKey = 32;

    /// <summary>What the servers read: a path, or the https address of a blob.</summary>
    public string? File { get; set; }

    /// <summary>Where they put what they collect: a folder, or the https address of a container.</summary>
    public string? Records { get; set; }

    /// <summary>What pseudonyms are made with, in base64; 32 bytes or more. The servers have the same.</summary>
    public string? Key { get; set; }

    /// <summary>A file with the key instead, such as a vault's driver mounts; the servers have the same.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The key before, until what was collected under it is gone.</summary>
    public string? FormerKey { get; set; }

    /// <summary>How long records are kept. Part of the text that customers consent to. Default 90.</summary>
    [Range(1, 730)]
    public int Days { get; set; } = 90;

    /// <summary>
    /// From a withdrawal until what was collected is erased, in minutes: servers take the file's word for 10 minutes. Default 15.
    /// </summary>
    [Range(11, 1440)]
    public int SettleMinutes { get; set; } = 15;

    /// <summary>From its setting, or its file; null where the file is not there.</summary>
    public string? CurrentKey
        => Key is { Length: > 0 } ? Key : System.IO.File.Exists(KeyFile) ? System.IO.File.ReadAllText(KeyFile).Trim() : null;

    public bool IsOn => File is { Length: > 0 };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
            yield break;
        if (Records is not { Length: > 0 })
            yield return new ValidationResult(
                "Consent:File is set without Consent:Records; name the folder or the container that is erased in");
        foreach (var (name, key) in new[]
        {
            (Key is { Length: > 0 } ? nameof(Key) : KeyFile is null ? nameof(Key) : nameof(KeyFile), CurrentKey ?? ""),
            (nameof(FormerKey), FormerKey),
        })
            if (key is not null && !IsKey(key))
                yield return new ValidationResult(
                    $"Consent:{name} is no key; expected {ShortestKey} bytes or more in base64, such as 'openssl rand -base64 32' gives");
    }

    private static bool IsKey(string key)
        => Convert.TryFromBase64String(key, new byte[key.Length], out var length) && length >= ShortestKey;
}
