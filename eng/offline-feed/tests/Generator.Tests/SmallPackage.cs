using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.OfflineFeed.Generator.Tests;

/// <summary>An npm package of a few declarations, written for a test, and the C# that the generator makes of it.</summary>
internal sealed class SmallPackage : IDisposable
{
    private readonly string _provider;

    /// <summary>Below the feed's own node_modules, where node finds the TypeScript package.</summary>
    private readonly string _folder = Path.Combine(OfflineFeedFolder.Build, "generator-tests", Path.GetRandomFileName());

    public SmallPackage(string provider)
    {
        NodeProcess.SkipWithoutNode();
        Skip.IfNot(Directory.Exists(Path.Combine(OfflineFeedFolder.Build, "node_modules", "typescript")),
            "the TypeScript package is not there: run node eng/offline-feed/build.mjs");
        _provider = provider;
        File("package.json", """{ "version": "1.2.3" }""");
        File("types/input.d.ts", "");
        File("types/input.js", "");
        File("types/output.d.ts", "");
    }

    public string PackageFolder => Path.Combine(_folder, "node_modules", "@pulumi", _provider);

    public SmallPackage File(string path, string text)
    {
        var file = Path.Combine(PackageFolder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllText(file, text);
        return this;
    }

    /// <summary>A resource: its arguments, its outputs and the body of its JavaScript constructor.</summary>
    public SmallPackage Resource(
        string module, string name, string token, string args, string outputs = "", string body = "", string more = "")
    {
        var path = Path.Combine(module, char.ToLowerInvariant(name[0]) + name[1..]);
        return File($"{path}.d.ts", $$"""
            export declare class {{name}} extends pulumi.CustomResource {
                static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): {{name}};
                {{outputs}}
                constructor(name: string, args: {{name}}Args, opts?: pulumi.CustomResourceOptions);
            }
            export interface {{name}}Args { {{args}} }
            {{more}}
            """).File($"{path}.js", $$"""
            class {{name}} extends pulumi.CustomResource {
                static __pulumiType = '{{token}}';
                constructor(name, args, opts) { {{body}} }
            }
            """);
    }

    /// <summary>A function: its plain arguments, its lifted arguments and its result.</summary>
    public SmallPackage Function(string module, string name, string token, string? args, string? lifted, string result)
    {
        var type = char.ToUpperInvariant(name[0]) + name[1..];
        var path = Path.Combine(module, name);
        var (plainArgs, liftedArgs) = args is null ? ("", "")
            : ($"export interface {type}Args {{ {args} }}", $"export interface {type}OutputArgs {{ {lifted} }}");
        return File($"{path}.d.ts", $$"""
            export declare function {{name}}(args: any, opts?: pulumi.InvokeOptions): Promise<{{type}}Result>;
            {{plainArgs}}
            export interface {{type}}Result { {{result}} }
            {{liftedArgs}}
            """).File($"{path}.js", $$"""
            function {{name}}(args, opts) { return pulumi.runtime.invoke("{{token}}", { }, opts); }
            """);
    }

    public (int ExitCode, string Error) TryGenerate(string[] resources, string[] functions)
    {
        var manifest = new JsonObject
        {
            [_provider] = new JsonObject
            {
                ["resources"] = JsonSerializer.SerializeToNode(resources),
                ["functions"] = JsonSerializer.SerializeToNode(functions),
            },
        };
        var path = Path.Combine(_folder, "manifest.json");
        System.IO.File.WriteAllText(path, manifest.ToJsonString());
        var (exitCode, _, error) = NodeProcess.Run(
            Path.Combine(OfflineFeedFolder.Source, "generator", "generate.mjs"), Path.Combine(_folder, "node_modules"), _provider, path,
            Path.Combine(_folder, "out"));
        return (exitCode, error);
    }

    public GeneratedCode Generate(string[] resources, params string[] functions)
    {
        var (exitCode, error) = TryGenerate(resources, functions);
        Assert.True(exitCode == 0, error);
        return new GeneratedCode(Directory.GetFiles(Path.Combine(_folder, "out")).SelectMany(System.IO.File.ReadAllLines));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
