using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Review.Stacks;

namespace Platform.Review.Rules;

/// <summary>
/// The suppressions in a stack's file: the key <c>review:suppressions</c>, a list of { rule, reason, resource?, expires? }.
/// The key has a namespace of its own, because the program itself has nothing to do with it.
/// </summary>
internal static class Suppressions
{
    public const string Key = "review:suppressions";

    private static readonly JsonSerializerOptions _strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="ReviewException">The key's value is not such a list.</exception>
    public static IReadOnlyList<Suppression> Of(StackConfiguration configuration)
    {
        if (configuration.Values.GetValueOrDefault(Key) is not { Length: > 0 } json)
            return [];
        try
        {
            return JsonSerializer.Deserialize<Suppression[]>(json, _strict) ?? [];
        }
        catch (JsonException exception)
        {
            throw new ReviewException(
                $"{Key} in Pulumi.{configuration.Stack}.yaml must be a list of {{ rule, reason, resource?, expires? }}, "
                + "expires a day such as "
                + $"2027-01-31; at {exception.Path} it is something else.",
                exception);
        }
    }

    /// <summary>What is wrong with a suppression that therefore does not count; null where it is sound.</summary>
    public static string? FaultOf(Suppression suppression, DateOnly today)
    {
        if (!RuleCatalogue.All.Any(rule => rule.Id.Equals(suppression.Rule, StringComparison.OrdinalIgnoreCase)))
            return $"the suppression of '{suppression.Rule}' names no rule{NearestRule(suppression.Rule)}; the rules are listed in "
                + "docs/rules.md";
        if (string.IsNullOrWhiteSpace(suppression.Reason))
            return $"the suppression of {suppression.Rule} has no reason; add 'reason: …' to it in {Key}";
        if (suppression.Expires < today)
            return $"the suppression of {suppression.Rule} expired on {suppression.Expires:yyyy-MM-dd}; mend what it hid, or decide again";
        return null;
    }

    // Whether it is misspelt, or older than a rule's present name
    private static string NearestRule(string given)
        => Nearest.To(given, RuleCatalogue.All.Select(rule => rule.Id)) is { } nearest ? $", the nearest is '{nearest}'" : "";
}
