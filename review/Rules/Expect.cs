using System.Globalization;
using System.Text.RegularExpressions;

namespace Platform.Review.Rules;

/// <summary>What rules expect of an input. Unless its name says otherwise, an absent input does not meet it.</summary>
internal static class Expect
{
    public static Expectation True { get; } = new("'true'", value => value.IsTrue);

    public static Expectation False { get; } = new("'false'", value => value.Is("false"));

    public static Expectation AbsentOrFalse { get; } = new("nothing or 'false'", value => !value.IsSet || value.Is("false"));

    public static Expectation Set { get; } = new("a value", value => value.IsSet);

    public static Expectation Absent { get; } = new("nothing", value => !value.IsSet);

    public static Expectation Items { get; } = new("a list that is not empty", value => value.Items.Any());

    public static Expectation OneOf(params string[] texts) => new(Either(texts), value => value.IsAnyOf(texts));

    public static Expectation AbsentOrOneOf(params string[] texts)
        => new($"nothing, or {Either(texts)}", value => !value.IsSet || value.IsAnyOf(texts));

    public static Expectation NoneOf(params string[] texts) => new($"anything but {Either(texts)}", value => !value.IsAnyOf(texts));

    public static Expectation AtLeast(decimal least)
        => new(string.Create(CultureInfo.InvariantCulture, $"{least} or more"), value => value.Number >= least);

    public static Expectation NotStartingWith(string start)
        => new($"anything that does not begin with '{start}'", value => !value.Text.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    /// <param name="what">The pattern in words.</param>
    public static Expectation Matching(string pattern, string what)
        => new(what, value => Regex.IsMatch(value.Text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));

    private static string Either(string[] texts) => string.Join(" or ", texts.Select(text => $"'{text}'"));
}
