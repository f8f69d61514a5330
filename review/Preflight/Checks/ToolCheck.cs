using System.Text.RegularExpressions;

namespace Platform.Review.Preflight.Checks;

/// <summary>The programs that <c>up</c> needs besides the .NET SDK.</summary>
internal sealed partial class ToolCheck : IPreflightCheck
{
    private const string Oldest = "3.182.0";
    private const string Install = "https://www.pulumi.com/docs/install/";

    public string Name => "tools";

    public async Task<IReadOnlyList<Obstacle>> FindAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        var pulumi = await context.Programs.RunAsync("pulumi", ["version"], cancellationToken);
        var kubelogin = await context.Programs.RunAsync("kubelogin", ["--version"], cancellationToken);
        var obstacles = new List<Obstacle>();
        if (FaultOf(pulumi?.Output) is { } fault)
            obstacles.Add(new(Name, Weight.Blocks, fault, $"install pulumi {Oldest} or newer: {Install}"));
        if (kubelogin is not { ExitCode: 0 })
            obstacles.Add(new(
                Name, Weight.Blocks, "the program 'kubelogin' was not found; by it Pulumi signs in to the cluster", "az aks install-cli"));
        return obstacles;
    }

    // Older ones do not know the hooks that the program's SDK asks for
    private static string? FaultOf(string? answer)
        => answer is null ? "the program 'pulumi' was not found"
            : Version.TryParse(Number().Match(answer).Value, out var given)
                ? given < Version.Parse(Oldest) ? $"pulumi is {given}; allowed: {Oldest} or newer" : null
            : $"'pulumi version' says '{answer.Trim()}', which is no version";

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex Number();
}
