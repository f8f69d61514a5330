using System.ComponentModel.DataAnnotations;

namespace Platform.Billing.Console.SignIn;

/// <summary>
/// Configuration section <c>Console:SignIn</c>: an OpenID Connect provider, or on a developer's machine a form that asks for a name.
/// </summary>
internal sealed class SignInOptions : IValidatableObject
{
    public const string Section = "Console:SignIn";

    /// <summary>
    /// The issuer: <c>https://login.microsoftonline.com/TENANT/v2.0</c>, <c>https://TENANT.ciamlogin.com/TENANT-ID/v2.0</c>.
    /// </summary>
    public Uri? Authority { get; set; }

    /// <summary>The console's application there.</summary>
    public string? ClientId { get; set; }

    /// <summary>Of the application; code and PKCE are used with or without it.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>
    /// A file with a token of the workload, which the provider takes instead of a secret; it is read anew each time, as it is replaced
    /// before it ends.
    /// </summary>
    public string? AssertionFile { get; set; }

    /// <summary>Who has it among their <c>roles</c> sees the operator's pages.</summary>
    [Required]
    public string OperatorRole { get; set; } = "billing.operator";

    /// <summary>Anybody is who they say. Refused outside the environment <c>Development</c>.</summary>
    public bool Development { get; set; }

    /// <summary>How often an address may sign in within a minute. Default 10.</summary>
    [Range(1, 1000)]
    public int AttemptsPerMinute { get; set; } = 10;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Development == Authority is not null)
            yield return new ValidationResult(
                "the console needs one way to sign in: Console:SignIn:Authority with Console:SignIn:ClientId, or "
                + "Console:SignIn:Development true on a developer's machine");
        if (Authority is { IsLoopback: false } and not { Scheme: "https" })
            yield return new ValidationResult($"Console:SignIn:Authority is '{Authority}'; expected an https address");
        if (Authority is not null && string.IsNullOrEmpty(ClientId))
            yield return new ValidationResult(
                "Console:SignIn:Authority is set without Console:SignIn:ClientId; name the application that people sign in to");
    }
}
