using System.ComponentModel.DataAnnotations;

namespace Platform.Billing.Operators;

/// <summary>Configuration section <c>Operator</c>. Without a key and an authority there is no operator's API.</summary>
internal sealed class OperatorOptions : IValidatableObject
{
    public const string Section = "Operator";

    private const int ShortestKey = 32;

    /// <summary>Keys by the names that the audit has.</summary>
    public Dictionary<string, string> Keys { get; set; } = [];

    /// <summary>Whose tokens are taken: an OpenID Connect issuer.</summary>
    public Uri? Authority { get; set; }

    /// <summary>Whom the tokens are for.</summary>
    public string? Audience { get; set; }

    /// <summary>What a token must have among its <c>roles</c>.</summary>
    [Required]
    public string Role { get; set; } = "billing.operator";

    public bool IsOn => Keys.Count > 0 || Authority is not null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, key) in Keys)
            if (key.Length < ShortestKey)
                yield return new ValidationResult(
                    $"Operator:Keys:{name} has {key.Length} characters; expected {ShortestKey} or more, such as 'openssl rand "
                    + "-base64 32' gives");
        if (Authority is not null && string.IsNullOrEmpty(Audience))
            yield return new ValidationResult(
                "Operator:Authority is set without Operator:Audience; name the application that tokens are for");
        if (Authority is { IsLoopback: false } and not { Scheme: "https" })
            yield return new ValidationResult($"Operator:Authority is '{Authority}'; expected an https address");
    }
}
