namespace Platform.Gateway.Expressions;

/// <summary>The code of an expression, without its <c>@( )</c> or <c>@{ }</c>, and where each character of it stands.</summary>
/// <param name="IsBlock">Whether it is statements, which end with a return.</param>
internal sealed record ExpressionText(string Code, bool IsBlock, Func<int, TextPosition> PositionOf)
{
    /// <returns>Null: the value is no expression, but stands for itself.</returns>
    public static ExpressionText? Of(string value, Func<int, TextPosition> positionOf)
    {
        var start = value.Length - value.AsSpan().TrimStart().Length;
        var text = value.Trim();
        if (text.StartsWith("@(", StringComparison.Ordinal) && text.EndsWith(')'))
            return new(text[2..^1], false, at => positionOf(start + 2 + at));
        if (text.StartsWith("@{", StringComparison.Ordinal) && text.EndsWith('}'))
            return new(text[2..^1], true, at => positionOf(start + 2 + at));
        return text.StartsWith("@(", StringComparison.Ordinal) || text.StartsWith("@{", StringComparison.Ordinal)
            ? throw positionOf(start).Error($"the expression is not closed: {text}")
            : null;
    }
}
