namespace Platform.Gateway.Policies;

/// <summary>What <c>{{name}}</c> stands for. A secret that the plan keeps is missed only where something uses it.</summary>
internal sealed class NamedValues(IReadOnlyDictionary<string, string> known, IReadOnlyCollection<string> withheld)
{
    /// <summary>A name as environment variables can have it.</summary>
    public static string Variable(string name) => name.Replace('-', '_').Replace('.', '_');

    /// <param name="error">Of the place that uses the value.</param>
    public string Get(string name, Func<string, GatewayStartException> error)
    {
        if (known.TryGetValue(name, out var value))
            return value;
        throw withheld.Contains(name)
            ? error($"the plan keeps the named value '{name}' secret; give a stand-in, as Gateway__NamedValues__{Variable(name)}=…")
            : error($"there is no named value '{name}'; there are: {string.Join(", ", known.Keys.Concat(withheld).Order())}");
    }
}
