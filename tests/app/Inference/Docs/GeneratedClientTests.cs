using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace Platform.Inference.Tests.Docs;

/// <summary>The client that NSwag generates from the document that the server serves, compiled and called.</summary>
public sealed class GeneratedClientTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    /// <summary>With one, fields that are not given are null; with the other they are left out.</summary>
    [Theory]
    [InlineData(CSharpJsonLibrary.SystemTextJson)]
    [InlineData(CSharpJsonLibrary.NewtonsoftJson)]
    public async Task Client_OfTheDocument_InfersAndScores(CSharpJsonLibrary library)
    {
        var client = await GenerateAsync("/openapi.json", library);
        var caller = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Docs", "Clients", "Caller.cs"));
        var call = Compile(client, caller).GetType("Generated.Caller")!.GetMethod("CallAsync")!;

        Assert.Equal(
            ["iris 1 none label,probabilities", "7 0,2", "setosa", "setosa", "virginica", "yes", "features", "404 model 'nope' not found"],
            await (Task<string[]>)call.Invoke(null, [bundled.Server.Client])!);
    }

    [Theory]
    [InlineData("iris")]
    [InlineData("bank")]
    [InlineData("sentiment")]
    public async Task Client_OfAModelsDocument_Compiles(string model)
        => Assert.NotNull(Compile(await GenerateAsync($"/v2/models/{model}/docs/dataplane.json", CSharpJsonLibrary.SystemTextJson))
            .GetType("Generated.Client"));

    private async Task<string> GenerateAsync(string path, CSharpJsonLibrary library)
    {
        var document = await OpenApiDocument.FromJsonAsync((await bundled.Server.GetAsync(path)).Text);
        return new CSharpClientGenerator(document, new CSharpClientGeneratorSettings
        {
            ClassName = "Client",
            UseBaseUrl = false,
            CSharpGeneratorSettings = { Namespace = "Generated", JsonLibrary = library },
        }).GenerateFile();
    }

    private static Assembly Compile(params string[] sources)
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "generated", sources.Select(source => CSharpSyntaxTree.ParseText(source)),
            trusted.Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(
            result.Success, string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }
}
