using Platform.Review.Costs.Usage;
using Platform.Review.Stacks;

namespace Platform.Review.Commands;

/// <summary>What was assumed of a stack's use at another commit.</summary>
internal static class FormerUsage
{
    /// <returns>Null if there was no such stack.</returns>
    public static async Task<UsageAssumptions?> ReadAsync(GitHistory git, GitBase from, string stack, CancellationToken cancellationToken)
        => await git.ReadAsync(from, $"Pulumi.{stack}.yaml", cancellationToken) is { } file
            ? UsageReader.Read(StackFile.Parse(file, stack))
            : null;
}
