using System.Globalization;
using Platform.Gateway.Calls;
using Platform.Gateway.Expressions;

namespace Platform.Gateway.Policies;

/// <summary>A value of a policy: as it is written, or what an expression gives.</summary>
internal sealed record PolicyValue(string? Literal, Expression? Expression)
{
    public async ValueTask<object?> GetAsync(GatewayCall call)
    {
        if (Expression is null)
            return Literal;
        if (Expression.Reads.HasFlag(BodiesRead.Request))
            await call.BufferRequestAsync();
        if (Expression.Reads.HasFlag(BodiesRead.Response) && call.Response is { } response)
            await response.BufferAsync(call.Http.RequestAborted);
        try
        {
            return Expression.Evaluate(call);
        }
        catch (Exception error) when (error is not PolicyFault)
        {
            throw new PolicyFault(
                500, "ExpressionValueEvaluationFailure",
                $"Expression evaluation failed. {error.Message} {Expression.Text.PositionOf(0)}", "Internal server error");
        }
    }

    public async ValueTask<string> TextAsync(GatewayCall call)
        => Literal ?? Convert.ToString(await GetAsync(call), CultureInfo.InvariantCulture) ?? "";

    public async ValueTask<bool> IsTrueAsync(GatewayCall call) => await GetAsync(call) switch
    {
        bool value => value,
        string text when bool.TryParse(text, out var value) => value,
        var other => throw Unfit(other, "true or false"),
    };

    public async ValueTask<int> NumberAsync(GatewayCall call) => await GetAsync(call) switch
    {
        int value => value,
        long value => checked((int)value),
        string text when int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) => value,
        var other => throw Unfit(other, "a whole number"),
    };

    public async ValueTask<double> RealAsync(GatewayCall call) => await GetAsync(call) switch
    {
        string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        IConvertible value and not string => value.ToDouble(CultureInfo.InvariantCulture),
        var other => throw Unfit(other, "a number"),
    };

    private static PolicyFault Unfit(object? value, string expected) => new(
        500, "ExpressionValueEvaluationFailure", $"Expression evaluation failed. It gives '{value}'; expected is {expected}.",
        "Internal server error");
}
