using System.Net;
using System.Net.Sockets;

namespace Platform.Tool.Tests;

/// <summary>What is refused before anything is started, by whichever program declares it.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task NoVerb_ListsTheVerbs_AndExitsWith2()
    {
        var run = await Command.RunAsync();

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("usage: dotnet platform.cs <verb> [options]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownVerb_IsNamed_AndExitsWith2()
    {
        var run = await Command.RunAsync("deploy");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("unknown verb 'deploy'\n\nusage: dotnet platform.cs <verb> [options]", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task UnknownOption_IsNamedWithThoseThatExist_AndExitsWith2()
    {
        var run = await Command.RunAsync("serve", "--prot", "8081");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("unknown option '--prot'\n\nusage: dotnet platform.cs serve [options]", run.Error, StringComparison.Ordinal);
        Assert.Contains("--port N", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port wants a value: --port N", "up", "--port")]
    [InlineData("--port is 'eighty'; allowed: 0 to 65535", "up", "--port", "eighty")]
    [InlineData("--port is '65536'; allowed: 0 to 65535", "serve", "--port", "65536")]
    [InlineData("--models is 'nowhere', which does not exist", "serve", "--models", "nowhere")]
    [InlineData("--default wants a value: --default NAME", "serve", "--default")]
    [InlineData(
        "model wants DIR: the folder, with or without versions in it, or just an .onnx file\n\nusage: dotnet platform.cs model "
        + "DIR [options]", "model")]
    [InlineData("model wants DIR: ", "model", "--write")]
    [InlineData("DIR is 'nowhere', which does not exist", "model", "nowhere")]
    [InlineData("unknown option 'docs'\n\nusage: dotnet platform.cs model DIR [options]", "model", "app", "docs")]
    [InlineData("--format is 'xml'; allowed: tree, json, yaml", "plan", "--stack", "dev", "--format", "xml")]
    [InlineData("--update writes the plans of all stacks, as they are committed; leave out --stack", "plan", "--update", "--stack", "dev")]
    [InlineData("--format is 'html'; allowed: text, markdown, json", "diff", "--format", "html")]
    [InlineData("--base wants a value: --base REF", "diff", "--base")]
    [InlineData("--format is 'xml'; allowed: text, sarif, json", "check", "--stack", "dev", "--format", "xml")]
    [InlineData("--format is 'yaml'; allowed: text, markdown, json", "cost", "--stack", "dev", "--format", "yaml")]
    [InlineData("--format is 'png'; allowed: mermaid, svg, html", "graph", "--stack", "dev", "--format", "png")]
    [InlineData("--format is 'text'; allowed: markdown, json", "report", "--format", "text")]
    [InlineData("--fail-on is 'risk'; allowed: changes, loss", "diff", "--fail-on", "risk")]
    [InlineData("a diff has one source; leave out --base or --drift", "diff", "--drift", "a.json", "--base", "main")]
    [InlineData("plan wants a stack: --stack dev, or --stack prod\n\nusage: dotnet platform.cs plan [options]", "plan")]
    [InlineData("preflight wants a stack: --stack dev, or --stack prod\n\nusage: dotnet platform.cs preflight [options]", "preflight")]
    [InlineData("--format is 'sarif'; allowed: text, json", "preflight", "--stack", "dev", "--format", "sarif")]
    [InlineData(
        "kinds wants the folder of a package: --package DIR, --kubernetes DIR, or both\n\nusage: dotnet platform.cs kinds [options]",
        "kinds")]
    [InlineData("cost wants a stack: --stack dev, or --stack prod\n\nusage: dotnet platform.cs cost [options]", "cost")]
    [InlineData("graph wants a stack: --stack dev, or --stack prod\n\nusage: dotnet platform.cs graph [options]", "graph")]
    [InlineData("import wants a stack: --stack dev, or --stack prod\n\nusage: dotnet platform.cs import [options]", "import")]
    [InlineData(
        "import wants --subscription, such as --subscription $(az account show --query id --output tsv)\n\nusage: dotnet "
        + "platform.cs import",
        "import", "--stack", "dev")]
    [InlineData(
        "--subscription is 'mine'; allowed: a GUID, as `az account show --query id` prints it", "import", "--stack", "dev",
        "--subscription",
        "mine", "--path", "platform")]
    [InlineData("check wants a stack, --stack dev or --stack prod; --update-page; or both", "check")]
    [InlineData("train wants --model NAME; allowed: bank, iris, sentiment, stories\n\nusage: dotnet platform.cs train [options]", "train")]
    [InlineData("--model is 'roses'; allowed: bank, iris, sentiment, stories", "train", "--model", "roses")]
    [InlineData("--version is '0'; allowed: a whole number from 1", "train", "--model", "iris", "--version", "0")]
    [InlineData(
        "evaluate wants --candidate DIR: a version's folder, or a model's\n\nusage: dotnet platform.cs evaluate [options]", "evaluate",
        "--model", "iris")]
    [InlineData("--candidate is 'nowhere', which does not exist", "evaluate", "--model", "iris", "--candidate", "nowhere")]
    [InlineData(
        "--model is 'roses'; allowed: bank, iris, sentiment, stories", "evaluate", "--model", "roses", "--candidate", "app", "--data",
        "rows.csv")]
    [InlineData("--format is 'html'; allowed: markdown, json", "evaluate", "--format", "html")]
    public async Task BadValue_IsQuotedWithWhatIsAllowed_AndExitsWith2(string message, params string[] arguments)
    {
        var run = await Command.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(message, run.Error, StringComparison.Ordinal);
    }

    // In this class, as its other tests would see the build as well
    [Fact]
    public async Task Program_ThatIsBuiltFirst_SaysSoBesideWhatItAnswers()
    {
        await Command.RunAsync("help", "train");
        File.Delete(Path.Combine(RepositoryFiles.Root, "artifacts", "stamps", "Platform.Evaluation"));

        var run = await Command.RunAsync("help", "train");

        Assert.StartsWith("usage: dotnet platform.cs train [options]", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\A\[ *\d+\.\d s\] Building Platform\.Evaluation\z", run.Error);
    }

    [Fact]
    public async Task PortInUse_SaysWhichOptionChangesIt_AndExitsWith1()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var run = await Command.RunAsync("serve", "--port", $"{port}");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            $"port {port} is in use or not allowed; choose another with --port N, or let the system choose with --port 0", run.Error);
    }

    [Theory, InlineData("up"), InlineData("test"), InlineData("plan"), InlineData("diff"), InlineData("check"), InlineData("report")]
    [InlineData("cost"), InlineData("graph"), InlineData("serve"), InlineData("model"), InlineData("smoke"), InlineData("bench")]
    public async Task Help_OfAVerb_ListsItsOptions(string verb)
    {
        var run = await Command.RunAsync("help", verb);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith(
            $"usage: dotnet platform.cs {verb}{(verb == "model" ? " DIR" : "")} [options]", run.Output, StringComparison.Ordinal);
        Assert.Contains("  --", run.Output, StringComparison.Ordinal);
    }
}
