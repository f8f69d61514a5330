namespace Platform.Gateway.Tests;

/// <summary>What a caller got.</summary>
internal sealed record GatewayAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
