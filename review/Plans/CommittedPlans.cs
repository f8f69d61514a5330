using Platform.Review.Stacks;
using Platform.Review.Values;

namespace Platform.Review.Plans;

/// <summary>The plans in <c>review/plans</c>, whose differences in git are the differences in the cloud.</summary>
internal static class CommittedPlans
{
    /// <summary>What brings them up to date.</summary>
    public const string Remedy = "dotnet platform.cs plan --update";

    /// <summary>Relative to the repository.</summary>
    public const string Folder = "review/plans";

    /// <summary>Relative to the repository, with forward slashes, as git names it.</summary>
    public static string FileOf(string stack) => $"{Folder}/{stack}.yaml";

    public static string TextOf(Plan plan) => YamlWriter.Write(PlanDocument.Of(plan.Committed()));

    /// <returns>The stack's plan as it was committed, or null if there was none.</returns>
    /// <exception cref="ReviewException">The file at that commit is no plan, or one of another schema.</exception>
    public static async Task<Plan?> ReadAsync(GitHistory git, GitBase from, string stack, CancellationToken cancellationToken)
        => await git.ReadAsync(from, FileOf(stack), cancellationToken) is { } text
            ? PlanReader.Read(text, $"{FileOf(stack)} at {from}")
            : null;

    /// <param name="committed">The file's text, or null if there is no such file.</param>
    /// <returns>What is wrong with the committed plan and how to mend it, or null if it is current.</returns>
    public static string? Complaint(string? committed, Plan plan)
    {
        var file = FileOf(plan.Stack);
        if (committed is null)
            return $"{file} does not exist; write it with: {Remedy}";
        return FirstDifference(Lines(committed), Lines(TextOf(plan))) is var (number, was, isNow)
            ? $"{file} is stale; bring it up to date with: {Remedy}\n  line {number} is {was}, and should be {isNow}"
            : null;
    }

    // A checkout may have line ends of its own.
    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private static (int Number, string Was, string IsNow)? FirstDifference(string[] before, string[] after)
    {
        var same = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return same == before.Length && same == after.Length ? null : (same + 1, LineAt(before, same), LineAt(after, same));
    }

    private static string LineAt(string[] lines, int index) => index < lines.Length ? $"'{lines[index].Trim()}'" : "missing";
}
