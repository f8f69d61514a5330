namespace Platform.Review.Rules.Catalogue;

/// <summary>Rules on what Azure takes as a name; what is too long or has a wrong character fails half-way through a deployment.</summary>
internal static class Naming
{
    /// <param name="input">The input that holds the name, which Pulumi makes up where it is absent.</param>
    public static Rule Rule(string id, Part[] of, string input, string pattern, string words)
        => new InputRule(id, Pillar.Operations, Severity.Note, $"A {KindOf(of)}'s name is one that Azure takes",
            "The deployment fails half-way")
        {
            Of = of,
            Input = input,
            Expected = Expect.Matching(pattern, words),
            Where = part => part.At(input).IsSet,
        };

    private static string KindOf(Part[] of)
        => string.Concat(
            of[0].Type.Split(':')[^1]
                .Select((c, i) => char.IsAsciiLetterUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
