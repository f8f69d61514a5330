using System.Text.RegularExpressions;

namespace Platform.Infra.Settings;

/// <param name="GitHubRepository">As <c>owner/name</c>: its environment of the stack's name
/// may deploy the stack. Empty: people deploy.</param>
internal sealed partial record IdentitySettings(string GitHubRepository)
{
    public static IdentitySettings Read(SettingsReader settings) => new(
        settings.Text(
            "githubRepository", "a GitHub repository as owner/name, or nothing", value => value is "" || Repository().IsMatch(value), "",
            "contoso/platform"));

    [GeneratedRegex(@"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}$")]
    private static partial Regex Repository();
}
