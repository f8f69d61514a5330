using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Platform.Inference.Tests.Docs;

/// <summary>The programs on a model's page, run as somebody who copies them would.</summary>
public sealed partial class CodeSampleTests : IDisposable
{
    // A name and a value that every language quotes otherwise
    private const string Awkward =
        """{"features":["it's \"x\" \\ \n é 😀"],"example":{"it's \"x\" \\ \n é 😀":"it's \"x\" \\ \t ${HOME} {0} é 😀"}}""";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("curl", "bash", "sample.sh")]
    [InlineData("Python", "python3", "sample.py")]
    [InlineData("C#", "dotnet", "sample.cs")]
    public async Task Sample_OfALanguage_PrintsTheAnswer(string language, string program, string file)
    {
        Skip.If(OperatingSystem.IsWindows(), "the samples for a shell are for bash");
        Skip.IfNot(IsInstalled(program) && IsInstalled(language == "curl" ? "curl" : program), $"there is no {program} or {language}");
        using var models = new ModelFolder();
        models.AddIdentity("echo", ModelFolder.Bytes, [-1], Awkward);
        await using var server = await RunningServer.StartAsync("--Models:Root", models.Path);
        var page = (await server.GetAsync("/v2/models/echo/docs")).Text;
        var samples = Sample().Matches(page).ToDictionary(
            match => WebUtility.HtmlDecode(match.Groups[1].Value), match => WebUtility.HtmlDecode(match.Groups[2].Value));

        // A file's own properties stand before everything else: no native code is wanted for one run
        await File.WriteAllTextAsync(
            _folder.File(file), language == "C#" ? $"#:property PublishAot=false\n{samples[language]}" : samples[language]);
        var printed = await RunAsync(program, program == "dotnet" ? ["run", file] : [file]);

        var expected = JsonNode.Parse(samples["Answer"])!;
        Assert.Equal("it's \"x\" \\ \t ${HOME} {0} é 😀", (string?)expected["prediction"]);
        if (language == "Python")
            Assert.Equal(
                await RunAsync("python3", ["-c", "import json,sys; print(json.loads(sys.argv[1]))", expected.ToJsonString()]), printed);
        else
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(printed)), printed);
    }

    private async Task<string> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{output}{await errors}");
        return output.Trim();
    }

    private static bool IsInstalled(string program)
        => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    [GeneratedRegex("""<pre><code class="([^"]+)">([^<]*)</code></pre>""")]
    private static partial Regex Sample();
}
