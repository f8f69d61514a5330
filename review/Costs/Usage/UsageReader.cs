using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Review.Stacks;

namespace Platform.Review.Costs.Usage;

/// <summary>
/// The assumptions in a stack's file: the key <c>review:usage</c>, a mapping of <see cref="UsageKeys"/> to a number with its unit. The key
/// has a namespace of its own, because the program itself has nothing to do with it.
/// </summary>
internal sealed class UsageReader
{
    public const string Key = "review:usage";

    private readonly string _stack;
    private readonly List<string> _problems = [];

    private UsageReader(string stack) => _stack = stack;

    /// <exception cref="ReviewException">Lists every problem with the key's value.</exception>
    public static UsageAssumptions Read(StackConfiguration configuration)
        => configuration.Values.GetValueOrDefault(Key) is { Length: > 0 } text
            ? new UsageReader(configuration.Stack).Read(text)
            : new UsageAssumptions();

    private UsageAssumptions Read(string text)
    {
        if (Parse(text) is not { } members)
        {
            throw Fault($"{Key} in Pulumi.{_stack}.yaml is '{text}'; it must be a mapping of assumptions, such as 'logs: 1 GB/day'; "
                + "docs/cost.md lists them.");
        }

        var usage = members.Aggregate(new UsageAssumptions(), (read, member) => Read(read, member.Key, member.Value));
        return _problems.Count == 0 ? usage : throw Fault(string.Join(Environment.NewLine, _problems));
    }

    private static ReviewException Fault(string message) => new(message) { ExitCode = ExitCodes.FaultyUsage };

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private UsageAssumptions Read(UsageAssumptions usage, string name, JsonNode? value)
    {
        if (name == UsageKeys.Subscriptions)
            return usage with { Subscriptions = ByTier(name, value, "", UsageKeys.MostSubscriptions) };
        if (name == UsageKeys.Calls)
            return usage with { Calls = ByTier(name, value, UsageKeys.CallsUnit, UsageKeys.MostCalls) };
        if (UsageKeys.All.FirstOrDefault(key => key.Name == name) is { } key)
            return Quantity(name, value, key.Unit, key.Min, key.Max) is { } quantity ? key.With(usage, quantity) : usage;
        string[] names = [.. UsageKeys.All.Select(each => each.Name), UsageKeys.Subscriptions, UsageKeys.Calls];
        _problems.Add($"{Key}.{name} in Pulumi.{_stack}.yaml is no assumption{(Nearest.To(name, names) is { } nearest
            ? $"; the nearest is '{nearest}'"
            : "")}; allowed: {string.Join(", ", names)}.");
        return usage;
    }

    private Dictionary<string, decimal> ByTier(string name, JsonNode? value, string unit, decimal max)
    {
        var tiers = new Dictionary<string, decimal>(StringComparer.Ordinal);
        if (value is not JsonObject members)
        {
            Refuse(name, $"{value}", $"a mapping of tiers, such as 'standard: {Example(unit)}'");
            return tiers;
        }

        foreach (var (tier, member) in members)
        {
            if (Quantity($"{name}.{tier}", member, unit, 0, max) is { } quantity)
                tiers.Add(tier, quantity);
        }

        return tiers;
    }

    private decimal? Quantity(string name, JsonNode? value, string unit, decimal min, decimal max)
    {
        var text = value is JsonValue ? value.ToString().Trim() : value?.ToJsonString() ?? "";
        var digits = text.EndsWith(unit, StringComparison.Ordinal) ? text[..^unit.Length].TrimEnd() : "";
        if (decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= min
            && number <= max)
            return number;
        var range = string.Create(CultureInfo.InvariantCulture, $"{min} to {max}{(unit.Length > 0 ? $" {unit}" : "")}");
        Refuse(name, text, $"{range}, such as '{Example(unit)}'");
        return null;
    }

    private void Refuse(string name, string given, string allowed)
        => _problems.Add($"{Key}.{name} in Pulumi.{_stack}.yaml is '{given}'; allowed: {allowed}.");

    private static string Example(string unit) => unit.Length > 0 ? $"10 {unit}" : "10";
}
