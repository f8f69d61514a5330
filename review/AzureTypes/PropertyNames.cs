using Platform.Review.Types;

namespace Platform.Review.AzureTypes;

/// <summary>Which of a definition's properties an input is, by name.</summary>
internal static class PropertyNames
{
    private const string Below = $"{Shape.Inner}.";

    /// <summary>
    /// The property of that name: to the letter, else without regard to case, else to punctuation as well, as the provider has
    /// <c>odataType</c> for <c>odata.type</c>.
    /// </summary>
    /// <returns>Null where there is none.</returns>
    public static string? Match(IEnumerable<string> properties, string input)
    {
        var known = properties as ICollection<string> ?? [.. properties];
        return known.Contains(input) ? input
            : known.FirstOrDefault(each => each.Equals(input, StringComparison.OrdinalIgnoreCase))
            ?? known.FirstOrDefault(each => Letters(each).Equals(Letters(input), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Where an input of azure-native goes: to one of the properties, or into the level that it leaves out.</summary>
    /// <param name="properties">Those of the object, and as <c>properties.name</c> those of that level.</param>
    /// <returns>Null where the names do not tell.</returns>
    public static string? Place(IReadOnlyCollection<string> properties, string input)
    {
        var own = properties.Where(each => !each.StartsWith(Below, StringComparison.Ordinal)).ToArray();
        var inner = properties.Except(own).Select(each => each[Below.Length..]).ToArray();
        return Match(own, input)
            ?? (Match(inner, input) is { } name ? Below + name
                : input.EndsWith("Properties", StringComparison.Ordinal) && own.Contains(Shape.Inner) ? Shape.Inner
                : null);
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit));
}
