using System.Text;

namespace Platform.Gateway.Expressions;

/// <summary>
/// All expressions of a gateway, compiled in one go: the compiler's own start is what costs. Equal code is compiled once.
/// </summary>
/// <param name="kept">Where compiled expressions are kept from start to start; null: nowhere.</param>
internal sealed class ExpressionBatch(KeptExpressions? kept = null)
{
    private const string Head = $$"""
        using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Net; using System.Text;
        using System.Security.Cryptography; using System.Security.Cryptography.X509Certificates; using System.Text.RegularExpressions;
        using System.Xml; using System.Xml.Linq;
        using Newtonsoft.Json; using Newtonsoft.Json.Linq; using Platform.Gateway.Expressions;
        public static class {{CompiledExpressions.Class}} {

        """;

    private readonly Dictionary<(string Code, bool IsBlock), List<Expression>> _expressions = [];
    private bool _holdsSecrets;

    /// <param name="text">Of the expression.</param>
    /// <param name="mayBeSecret">Whether values stand in it that are not to be written to a disk.</param>
    public Expression Add(ExpressionText text, bool mayBeSecret)
    {
        var expression = new Expression(text);
        if (!_expressions.TryGetValue((text.Code, text.IsBlock), out var same))
            _expressions.Add((text.Code, text.IsBlock), same = []);
        same.Add(expression);
        _holdsSecrets |= mayBeSecret;
        return expression;
    }

    /// <exception cref="GatewayStartException">An expression is no C# 7, or uses what the service does not allow.</exception>
    public void Compile()
    {
        if (_expressions.Count == 0)
            return;
        var (source, starts) = Write();
        var folder = _holdsSecrets ? null : kept;
        var compiled = folder?.Find(source) ?? Compile(source, starts, folder);
        foreach (var (number, expressions) in _expressions.Values.Index())
        {
            var (function, reads) = compiled.Get(number);
            foreach (var expression in expressions)
                expression.Complete(function, reads);
        }
    }

    private static CompiledExpressions Compile(string source, List<(int Start, ExpressionText Text)> starts, KeptExpressions? folder)
    {
        var image = new ExpressionCompiler(at => Place(starts, at)).Compile(source);
        folder?.Keep(source, image);
        return new(image);
    }

    private (string Source, List<(int Start, ExpressionText Text)> Starts) Write()
    {
        var source = new StringBuilder(Head);
        var starts = new List<(int, ExpressionText)>();
        foreach (var (number, text) in _expressions.Values.Select(same => same[0].Text).Index())
        {
            source.Append("public static object ").Append(CompiledExpressions.MethodName(number)).Append("(IContext context) {");
            source.Append(text.IsBlock ? "\n" : " return (\n");
            starts.Add((source.Length, text));
            source.Append(text.Code).Append(text.IsBlock ? "\n}\n" : "\n); }\n");
        }

        return (source.Append('}').ToString(), starts);
    }

    private static TextPosition Place(List<(int Start, ExpressionText Text)> starts, int at)
    {
        var (start, text) = starts.LastOrDefault(each => each.Start <= at, starts[0]);
        return text.PositionOf(Math.Clamp(at - start, 0, text.Code.Length));
    }
}
