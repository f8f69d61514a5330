using System.Text.RegularExpressions;

namespace Platform.Review.Preflight.Checks;

/// <summary>The programs that <c>up</c> needs besides the .NET SDK.</summary>
internal sealed partial class ToolCheck : IPreflightCheck
{
    // Older ones do not know the hooks that the program's SDK asks for
    private static readonly Version OldestPulumi = new(3, 182, 0);

    public string Name => "tools";

    public async Task<IReadOnlyList<Obstacle>> FindAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        var obstacles = new List<Obstacle>();
        var pulumi = await context.Programs.RunAsync("pulumi", ["version"], cancellationToken);
        const string Install = "https://www.pulumi.com/docs/install/";
        if (pulumi is null)
            obstacles.Add(new(Name, Weight.Blocks, "the program 'pulumi' was not found", $"install {OldestPulumi} or newer: {Install}"));
        else if (!Number().Match(pulumi.Output).Value.Equals("", StringComparison.Ordinal)
            && Version.Parse(Number().Match(pulumi.Output).Value) is var given && given < OldestPulumi)
            obstacles.Add(new(Name, Weight.Blocks, $"pulumi is {given}; allowed: {OldestPulumi} or newer", $"install a newer one: {Install}"));
        else if (!Number().IsMatch(pulumi.Output))
            obstacles.Add(new(Name, Weight.Unknown, $"'pulumi version' says '{pulumi.Output.Trim()}', which is no version", $"install {OldestPulumi} or newer: {Install}"));
        if (await context.Programs.RunAsync("kubelogin", ["--version"], cancellationToken) is not { ExitCode: 0 })
            obstacles.Add(new(
                Name, Weight.Blocks, "the program 'kubelogin' was not found; by it Pulumi signs in to the cluster", "az aks install-cli"));
        return obstacles;
    }

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex Number();
}
