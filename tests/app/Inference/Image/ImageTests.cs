using System.Diagnostics;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Image;

/// <summary>The container image, built from the Dockerfile and run, without a daemon.</summary>
public sealed class ImageTests
{
    private const long MaxBytes = 200_000_000;

    [SkippableFact]
    public async Task Image_FromTheDockerfile_IsSmallAndPredictsAsAnOrdinaryUser()
    {
        Skip.IfNot(
            OperatingSystem.IsLinux() && File.Exists("/usr/bin/buildah"),
            "building an image without a daemon needs buildah (Debian: apt-get install buildah)");
        Skip.IfNot(Environment.IsPrivilegedProcess, "buildah's chroot isolation needs root");
        var storage = Directory.CreateTempSubdirectory("image").FullName;
        try
        {
            var lines = (await RunAsync("sh", Script("build.sh"), storage)).Split('\n');
            var (user, container, mount) = (lines[^3], lines[^2], lines[^1]);

            Assert.Equal("1654", user);
            Assert.InRange(SizeOf(mount), 1, MaxBytes);
            Assert.Contains(
                "pkg:nuget/Microsoft.ML.OnnxRuntime@", await File.ReadAllTextAsync(Path.Combine(mount, "app", "sbom.cdx.json")));
            Assert.False(File.Exists(Path.Combine(mount, "bin", "sh")), "a chiseled image has no shell");
            AddLowerCasing(Path.Combine(mount, "app", "models"));
            await PredictAsync(storage, container, user);
        }
        finally
        {
            await RunAsync("sh", Script("clean.sh"), storage);
        }
    }

    private static async Task PredictAsync(string storage, string container, string user)
    {
        var url = $"http://127.0.0.1:{ServerProcess.FreePort()}";
        string[] arguments =
        [
            "--root", $"{storage}/root", "--runroot", $"{storage}/run", "--storage-driver", "vfs", "run", "--isolation", "chroot",
            "--network", "host",
            "--user", user, "--env", $"URLS={url}", container, "--", "dotnet", "Platform.Inference.dll",
        ];
        using var server = Process.Start(
            new ProcessStartInfo("buildah", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(url) };
            while (!await IsReadyAsync(client))
                Assert.False(server.HasExited, "the server in the image ended");
            var answer = await client.PostAsync("/predict", new StringContent(IrisRow.All[0].Json, Encoding.UTF8, "application/json"));

            Assert.Contains("\"prediction\":\"setosa\"", await answer.Content.ReadAsStringAsync());
            var lower = await client.PostAsync(
                "/v2/models/lower/infer",
                new StringContent(OipRequest.One("BYTES", "[2]", "[\"ÄÖÜ\",\"ABC\"]"), Encoding.UTF8, "application/json"));
            Assert.Contains("[\"äöü\",\"abc\"]", await lower.Content.ReadAsStringAsync());
        }
        finally
        {
            // buildah leaves what it runs behind when it is killed itself; it ends with what it runs.
            foreach (var process in Process.GetProcessesByName("dotnet").Where(process => HasEnvironment(process.Id, $"URLS={url}")))
                process.Kill();
            await server.WaitForExitAsync();
        }
    }

    /// <summary>
    /// A model that changes the case of texts, as tokenizers do, by the rules of the locale that ONNX Runtime takes by itself.
    /// </summary>
    private static void AddLowerCasing(string models)
    {
        using var folder = new ModelFolder();
        var file = folder.Add(
            "lower", null,
            OnnxBytes.Node("", "StringNormalizer", "INPUT0", ["OUTPUT0"], OnnxBytes.Attribute("case_change_action", "LOWER")),
            OnnxBytes.Value(11, "INPUT0", ModelFolder.Bytes, [-1]), OnnxBytes.Value(12, "OUTPUT0", ModelFolder.Bytes, [-1]));
        File.Copy(file, Path.Combine(Directory.CreateDirectory(Path.Combine(models, "lower", "1")).FullName, "model.onnx"));
    }

    private static bool HasEnvironment(int id, string variable)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/environ").Split('\0').Contains(variable);
        }
        catch (IOException)
        {
            // It has ended in the meantime.
            return false;
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync("/v2/health/ready")).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<string> RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return output.TrimEnd();
    }

    private static long SizeOf(string folder)
        => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.LinkTarget is null)
            .Sum(file => file.Length);

    private static string Script(string name, [CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, name);
}
