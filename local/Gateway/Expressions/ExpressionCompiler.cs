using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Platform.Gateway.Expressions;

/// <summary>Makes an assembly of methods that are expressions, and holds them to what the service allows.</summary>
/// <param name="placeOf">Where a character of the source stands in the policies.</param>
internal sealed class ExpressionCompiler(Func<int, TextPosition> placeOf)
{
    private static readonly string[] _assemblies =
    [
        "Microsoft.CSharp", "netstandard", "Newtonsoft.Json", "System.Collections", "System.ComponentModel.TypeConverter", "System.Core",
        "System.Linq", "System.Linq.Expressions", "System.Net.Primitives", "System.ObjectModel", "System.Private.CoreLib",
        "System.Private.Uri", "System.Private.Xml", "System.Private.Xml.Linq", "System.Runtime", "System.Runtime.Numerics",
        "System.Security.Cryptography", "System.Text.RegularExpressions", "System.Xml.ReaderWriter", "System.Xml.XDocument",
    ];

    /// <returns>The assembly, with the bodies that its methods look at as a resource, <see cref="CompiledExpressions.Bodies" />.</returns>
    /// <exception cref="GatewayStartException">An expression is no C# 7, or uses what the service does not allow.</exception>
    public byte[] Compile(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp7_3));
        var compilation = CSharpCompilation.Create("Platform.Gateway.Compiled", [tree], References(), new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, warningLevel: 0));
        var errors = compilation.GetDiagnostics().Where(each => each.Severity == DiagnosticSeverity.Error);
        if (errors.MinBy(each => each.Location.SourceSpan.Start) is { } error)
            throw placeOf(error.Location.SourceSpan.Start).Error($"the expression does not compile: {error.GetMessage()} ({error.Id})");
        var allowed = new AllowedTypes(compilation.GetSemanticModel(tree), placeOf);
        var bodies = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Select(method => (byte)allowed.Check(method))
            .ToArray();
        using var assembly = new MemoryStream();
        var result = compilation.Emit(
            assembly, manifestResources: [new(CompiledExpressions.Bodies, () => new MemoryStream(bodies), isPublic: true)]);
        return result.Success ? assembly.ToArray() : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    private static IEnumerable<MetadataReference> References()
    {
        var own = typeof(IContext).Assembly.Location;
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return trusted.Where(path => _assemblies.Contains(Path.GetFileNameWithoutExtension(path))).Append(own).Distinct()
            .Select(path => MetadataReference.CreateFromFile(path));
    }
}
