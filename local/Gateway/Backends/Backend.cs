namespace Platform.Gateway.Backends;

/// <summary>One server as the plan has it.</summary>
/// <param name="Headers">That it is to be shown, secrets among them.</param>
internal sealed record Backend(
    string Id, Uri Url, IReadOnlyList<(string Name, string Value)> Headers, bool ValidateChain, bool ValidateName, CircuitBreaker? Breaker)
{
    /// <summary>Before which path and query of a call come.</summary>
    public string Prefix { get; } = $"{Url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/";
}
