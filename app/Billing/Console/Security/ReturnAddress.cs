namespace Platform.Billing.Console.Security;

/// <summary>Where somebody goes on after signing in or paying: within the console, and nowhere else.</summary>
internal static class ReturnAddress
{
    public const string Home = "/console/overview";

    private const int Longest = 400;

    /// <returns>The address where it is a path of the console, or its first page.</returns>
    public static string Of(string? given)
    {
        if (given is null || given.Length > Longest || !given.StartsWith("/console/", StringComparison.Ordinal))
            return Home;
        // Browsers read a backslash as a slash and drop line breaks; dots, also as %2e, would lead out of the console
        return given.AsSpan().IndexOfAnyInRange('\0', ' ') >= 0 || given.Contains('\\') || given.Contains("//", StringComparison.Ordinal)
            || given.Contains("..", StringComparison.Ordinal) || given.Contains("%2e", StringComparison.OrdinalIgnoreCase)
            || given.Any(letter => letter > '~')
            ? Home
            : given;
    }
}
