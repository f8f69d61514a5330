using System.Security.Claims;

namespace Platform.Billing.Console.SignIn;

/// <summary>Who is signed in, as the identity provider knows them.</summary>
internal sealed record Person(string Issuer, string Subject, string Name, string Email, bool IsOperator)
{
    private const int Longest = 200;

    /// <summary>What is kept of a token, and nothing else of it.</summary>
    public ClaimsPrincipal ToPrincipal() => new(new ClaimsIdentity(
        [new("iss", Issuer), new("sub", Subject), new("name", Name), new("email", Email), new("operator", IsOperator ? "yes" : "no")],
        SignInSchemes.Cookie, "name", "role"));

    /// <returns>Null for one that is not complete.</returns>
    public static Person? From(ClaimsPrincipal principal)
        => principal.FindFirst("iss")?.Value is { } issuer && principal.FindFirst("sub")?.Value is { } subject
            ? new(issuer, subject, Of(principal, "name"), Of(principal, "email"), Of(principal, "operator") == "yes")
            : null;

    /// <summary>From a token of the identity provider.</summary>
    public static Person? FromToken(ClaimsPrincipal principal, string operatorRole) => From(principal) is { } person
        ? person with
        {
            Email = person.Email.Length > 0 ? person.Email : Of(principal, "preferred_username"),
            IsOperator = principal.FindAll("roles").Any(role => role.Value == operatorRole),
        }
        : null;

    private static string Of(ClaimsPrincipal principal, string claim)
        => principal.FindFirst(claim)?.Value is { } value ? value[..Math.Min(value.Length, Longest)] : "";
}
