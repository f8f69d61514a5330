using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies;

/// <summary>One of a few words: as it is written, which was looked at already, or what an expression gives.</summary>
internal sealed record PolicyChoice(PolicyValue Value, string[] Allowed)
{
    public async ValueTask<string> GetAsync(GatewayCall call)
    {
        if (Value.Literal is { } literal)
            return literal;
        var given = await Value.TextAsync(call);
        return Allowed.Contains(given) ? given : throw new PolicyFault(
            500, "ExpressionValueEvaluationFailure",
            $"Expression evaluation failed. It gives '{given}'; allowed: {string.Join(", ", Allowed)}.",
            "Internal server error");
    }
}
