using System.Text.RegularExpressions;

namespace Platform.Infra.Settings;

/// <param name="GitHubRepository">As GitHub names it in its tokens, <c>owner@id/name@id</c>, or <c>owner/name</c> where it
/// still names it so: its environment of the stack's name may deploy the stack. Empty: people deploy.</param>
internal sealed partial record IdentitySettings(string GitHubRepository)
{
    private const string Expected =
        "a GitHub repository as owner@id/name@id, as owner/name if it was created before 15 July 2026 and neither renamed nor transferred "
        + "since, or nothing";

    public static IdentitySettings Read(SettingsReader settings) => new(
        settings.Text(
            new(
                "githubRepository",
                "GitHub repository whose environment of the stack's name may deploy, as its tokens name it: owner@id/name@id, or "
                + "owner/name if it is older than 15 July 2026; empty for none"),
            Expected, value => value is "" || Repository().IsMatch(value), "", "contoso@5544123/platform@821093847"));

    /// <summary>The repository as its address names it, <c>owner/name</c>.</summary>
    public string RepositoryName => string.Join('/', GitHubRepository.Split('/').Select(part => part.Split('@')[0]));

    // Both with their ids, or neither. https://docs.github.com/actions/reference/security/oidc#immutable-subject-claims
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9-]{0,38}(?:/[A-Za-z0-9._-]{1,100}|@[0-9]{1,19}/[A-Za-z0-9._-]{1,100}@[0-9]{1,19})$")]
    private static partial Regex Repository();
}
