using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Platform.Billing.Tests.Console;

/// <summary>Runs code of a page as somebody does who pastes it: into a shell, a file of Python, the file of a C# program.</summary>
internal static class CodeRun
{
    /// <summary>
    /// What the SDK adds to a program of one file: https://learn.microsoft.com/dotnet/core/project-sdk/overview#implicit-using-directives
    /// </summary>
    private const string ImplicitUsings =
        """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    /// <returns>Why a language cannot be run here, or null.</returns>
    public static string? Missing(string language) => language switch
    {
        "curl" when !File.Exists("/usr/bin/curl") || !File.Exists("/bin/bash") =>
            "the sample is run by curl in a shell (apt-get install curl bash)",
        "Python" when !File.Exists("/usr/bin/python3") => "the sample is run by /usr/bin/python3 (apt-get install python3)",
        _ => null,
    };

    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(string language, string code, string key)
    {
        var folder = Directory.CreateTempSubdirectory("sample");
        try
        {
            return await StartAsync(language switch
            {
                "curl" => ("/bin/bash", ["-c", code]),
                "Python" => ("/usr/bin/python3", [await WriteAsync(folder, "call.py", code)]),
                _ => ("dotnet", [await CompileAsync(folder, code)]),
            }, key);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> StartAsync((string Program, string[] Arguments) command, string key)
    {
        using var process = Process.Start(new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["PLATFORM_KEY"] = key },
        })!;
        var (written, problems) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{command.Program} ended with {process.ExitCode}: {await problems}");
        return await written;
    }

    private static async Task<string> CompileAsync(DirectoryInfo folder, string code)
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var program = CSharpCompilation.Create(
            "call", [CSharpSyntaxTree.ParseText(ImplicitUsings), CSharpSyntaxTree.ParseText(code)],
            Directory.EnumerateFiles(runtime, "System*.dll").Append(Path.Combine(runtime, "netstandard.dll")).Where(IsManaged)
                .Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        var path = Path.Combine(folder.FullName, "call.dll");
        var emitted = program.Emit(path);
        Assert.True(emitted.Success, $"{string.Join('\n', emitted.Diagnostics)}\nin\n{code}");
        await WriteAsync(
            folder, "call.runtimeconfig.json",
            $$$$"""{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"{{{{Environment.Version}}}}"}}}""");
        return path;
    }

    private static bool IsManaged(string file) => !Path.GetFileName(file).Contains(".Native", StringComparison.Ordinal);

    private static async Task<string> WriteAsync(DirectoryInfo folder, string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
