namespace Platform.Gateway.Expressions;

/// <summary>A place in a policy document: whose it is in the plan, and where in its text, from 1.</summary>
internal sealed record TextPosition(string Document, int Line, int Column)
{
    public override string ToString() => $"{Document} (line {Line}, column {Column})";

    public GatewayStartException Error(string message) => new($"{this}: {message}");
}
