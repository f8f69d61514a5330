using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Platform.Gateway.Expressions;

/// <summary>
/// All expressions of a gateway, compiled in one go: the compiler's own start is what costs. Equal code is compiled once.
/// </summary>
internal sealed class ExpressionBatch
{
    private const string Head = """
        using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Net; using System.Text;
        using System.Security.Cryptography; using System.Security.Cryptography.X509Certificates; using System.Text.RegularExpressions;
        using System.Xml; using System.Xml.Linq;
        using Newtonsoft.Json; using Newtonsoft.Json.Linq; using Platform.Gateway.Expressions;
        public static class Expressions {

        """;

    private static readonly string[] _assemblies =
    [
        "Microsoft.CSharp", "netstandard", "Newtonsoft.Json", "System.Collections", "System.ComponentModel.TypeConverter", "System.Core",
        "System.Linq", "System.Linq.Expressions", "System.Net.Primitives", "System.ObjectModel", "System.Private.CoreLib",
        "System.Private.Uri", "System.Private.Xml", "System.Private.Xml.Linq", "System.Runtime", "System.Runtime.Numerics",
        "System.Security.Cryptography", "System.Text.RegularExpressions", "System.Xml.ReaderWriter", "System.Xml.XDocument",
    ];

    private readonly Dictionary<(string Code, bool IsBlock), List<Expression>> _expressions = [];

    public Expression Add(ExpressionText text)
    {
        var expression = new Expression(text);
        if (!_expressions.TryGetValue((text.Code, text.IsBlock), out var same))
            _expressions.Add((text.Code, text.IsBlock), same = []);
        same.Add(expression);
        return expression;
    }

    /// <exception cref="GatewayStartException">An expression is no C# 7, or uses what the service does not allow.</exception>
    public void Compile()
    {
        if (_expressions.Count == 0)
            return;
        var (source, starts) = Write();
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp7_3));
        var compilation = CSharpCompilation.Create("Platform.Gateway.Compiled", [tree], References(), new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, warningLevel: 0));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        var errors = result.Diagnostics.Where(each => each.Severity == DiagnosticSeverity.Error);
        if (errors.MinBy(each => each.Location.SourceSpan.Start) is { } error)
            throw Place(starts, error.Location.SourceSpan.Start).Error(
                $"the expression does not compile: {error.GetMessage()} ({error.Id})");
        var allowed = new AllowedTypes(compilation.GetSemanticModel(tree), at => Place(starts, at));
        var type = Assembly.Load(assembly.ToArray()).GetType("Expressions")!;
        var methods = tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax>();
        foreach (var (method, expressions) in methods.Zip(_expressions.Values))
            Complete(expressions, allowed.Check(method), type.GetMethod(method.Identifier.Text)!);
    }

    private static void Complete(List<Expression> expressions, BodiesRead reads, MethodInfo method)
    {
        var function = method.CreateDelegate<Func<IContext, object?>>();
        foreach (var expression in expressions)
            expression.Complete(function, reads.Request, reads.Response);
    }

    private (string Source, List<(int Start, ExpressionText Text)> Starts) Write()
    {
        var source = new StringBuilder(Head);
        var starts = new List<(int, ExpressionText)>();
        foreach (var (text, number) in _expressions.Values.Select((same, number) => (same[0].Text, number)))
        {
            source.Append("public static object E").Append(number).Append("(IContext context) {");
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

    private static IEnumerable<MetadataReference> References()
    {
        var own = typeof(IContext).Assembly.Location;
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return trusted.Where(path => _assemblies.Contains(Path.GetFileNameWithoutExtension(path))).Append(own).Distinct()
            .Select(path => MetadataReference.CreateFromFile(path));
    }
}
