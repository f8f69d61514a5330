using System.Text;
using Pulumi;

namespace Platform.Infra.Settings;

/// <summary>
/// Thrown before the first resource is declared; the message lists every problem of the stack's settings.
/// A <see cref="RunException"/>, as <c>pulumi up</c> shows any other with its stack trace.
/// </summary>
internal sealed class InvalidSettingsException(string stack, IReadOnlyList<SettingsProblem> problems)
    : RunException(Describe(stack, problems))
{
    private static string Describe(string stack, IReadOnlyList<SettingsProblem> problems)
    {
        var text = new StringBuilder();
        text.Append(
            $"The settings of stack '{stack}' have {problems.Count} problem{(problems.Count == 1 ? "" : "s")}; nothing was changed:");
        foreach (var problem in problems)
        {
            text.Append($"\n  {problem.Subject} is {problem.Given}; allowed: {problem.Allowed}");
            text.Append($"\n    {problem.Remedy}");
        }

        return text.ToString();
    }
}
