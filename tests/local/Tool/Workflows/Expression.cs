using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Tool.Tests.Workflows;

/// <summary>
/// Evaluates a condition as GitHub does, as far as these workflows use its language:
/// https://docs.github.com/actions/reference/workflows-and-actions/expressions
/// </summary>
internal sealed partial class Expression
{
    private readonly Queue<string> _tokens;
    private readonly JsonObject _contexts;

    private Expression(string text, JsonObject contexts)
    {
        _contexts = contexts;
        _tokens = new(Token().Matches(text).Select(match => match.Value));
        Assert.Equal(Blank().Replace(text, ""), Blank().Replace(string.Concat(_tokens), ""));
    }

    /// <param name="condition">With or without <c>${{ }}</c>.</param>
    /// <param name="contexts"><c>github</c>, <c>vars</c>, <c>inputs</c>, <c>needs</c>; and <c>failure</c> and <c>cancelled</c>, where they
    /// hold.</param>
    public static bool IsTrue(string condition, JsonObject contexts) => IsTrue(Evaluate(condition, contexts));

    /// <inheritdoc cref="IsTrue(string, JsonObject)"/>
    public static string ValueOf(string expression, JsonObject contexts) => $"{Evaluate(expression, contexts)}";

    private static JsonNode? Evaluate(string text, JsonObject contexts)
    {
        var expression = new Expression(Braces().Replace(text, "$1"), contexts);
        var value = expression.Or();
        Assert.Empty(expression._tokens);
        return value;
    }

    // Both sides are read in any case; each of them is a value, as `a || 'b'` is one
    private JsonNode? Or()
    {
        var value = And();
        while (Take("||"))
            value = And() is var other && IsTrue(value) ? value : other;
        return value;
    }

    private JsonNode? And()
    {
        var value = Comparison();
        while (Take("&&"))
            value = Comparison() is var other && IsTrue(value) ? other : value;
        return value;
    }

    private JsonNode? Comparison()
    {
        var value = Primary();
        return Take("==") ? AreEqual(value, Primary()) : Take("!=") ? !AreEqual(value, Primary()) : value;
    }

    private JsonNode? Primary()
    {
        if (Take("!"))
            return !IsTrue(Primary());
        if (Take("("))
        {
            var value = Or();
            Assert.True(Take(")"));
            return value;
        }

        var token = _tokens.Dequeue();
        return token[0] == '\'' ? token[1..^1] : Take("(") ? Call(token) : token is "true" or "false" ? token == "true" : Context(token);
    }

    private JsonNode? Call(string function)
    {
        var arguments = new List<JsonNode?>();
        while (!Take(")"))
        {
            arguments.Add(Or());
            Take(",");
        }

        return function switch
        {
            "failure" or "cancelled" => _contexts[function]?.DeepClone() ?? false,
            "always" => true,
            "hashFiles" => _contexts["files"]?.DeepClone() ?? "",
            "fromJSON" => JsonNode.Parse($"{arguments[0]}"),
            "contains" =>
                arguments[0] is JsonArray list
                    ? list.Any(each => AreEqual(each, arguments[1]))
                    : $"{arguments[0]}".Contains($"{arguments[1]}", StringComparison.OrdinalIgnoreCase),
            _ => throw new InvalidOperationException($"'{function}' is not known here"),
        };
    }

    private JsonNode? Context(string path)
        => path.Split('.').Aggregate((JsonNode?)_contexts, (node, name) => (node as JsonObject)?[name])?.DeepClone();

    private bool Take(string token)
    {
        if (!_tokens.TryPeek(out var next) || next != token)
            return false;
        _tokens.Dequeue();
        return true;
    }

    // Nothing is as good as an empty text
    private static bool AreEqual(JsonNode? one, JsonNode? other) => string.Equals($"{one}", $"{other}", StringComparison.OrdinalIgnoreCase);

    private static bool IsTrue(JsonNode? value) => $"{value}" is not ("" or "false" or "0");

    [GeneratedRegex(@"'[^']*'|&&|\|\||==|!=|[!(),]|[\w.-]+")]
    private static partial Regex Token();

    [GeneratedRegex(@"\$\{\{(.*?)\}\}", RegexOptions.Singleline)]
    private static partial Regex Braces();

    [GeneratedRegex(@"\s")]
    private static partial Regex Blank();
}
