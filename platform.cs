#:property PublishAot=false

// The one command: sets a fresh machine up, then hands over to the projects, where the logic lives.
// No package is referenced here, so that this much runs with no network at all.

using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

return await Platform.RunAsync(args);

/// <summary>What the user asked for is wrong; the message says what is allowed.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>What the user asked for did not work; the message says why, and nothing more needs to be said.</summary>
internal sealed class FailedException(string message) : Exception(message);

/// <param name="Options">Name with dashes, placeholder of its value (none for a switch), meaning.</param>
internal sealed record Verb(string Name, string Summary, (string Name, string? Value, string Meaning)[] Options, Func<Dictionary<string, string>, Task<int>> Run);

internal static partial class Platform
{
    private static readonly string Root = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;

    private static readonly Verb[] Verbs =
    [
        new("up", "evaluate both stacks offline, start the inference server, send it a prediction",
            [("--port", "N", "port on loopback, 0 for a free one (default 8080)"), ("--once", null, "stop after the prediction")], UpAsync),
        new("test", "build everything and run all tests", [("--filter", "EXPRESSION", "only tests that match, as `dotnet test --filter` has it")], TestAsync),
        new("plan", "print every resource of a stack, without cloud or credentials",
            [("--stack", "NAME", "dev or prod"), ("--format", "tree|json|yaml", "default tree"), ("--output", "FILE", "instead of the terminal"),
                ("--update", null, "write the plans of all stacks to review/plans, as they are committed")], PlanAsync),
        new("diff", "show what changes in the cloud, against committed plans; or a preview of Pulumi's own",
            [("--base", "REF", "default: where this branched off origin/main, else HEAD"),
                ("--preview", "FILE", "what `pulumi preview --json` wrote, instead"),
                ("--drift", "FILE", "what `pulumi refresh --preview-only --json` wrote, instead"), ("--stack", "NAME", "one instead of all"),
                ("--format", "text|markdown|json", "default text"), ("--output", "FILE", "instead of the terminal"),
                ("--fail-on", "changes|loss", "end with exit code 3 where there are any")], DiffAsync),
        new("check", "hold a stack's plan to the rules; fails on errors and warnings",
            [("--stack", "NAME", "dev or prod"), ("--format", "text|sarif|json", "default text"), ("--output", "FILE", "instead of the terminal"),
                ("--update-page", null, "write the lists of rules and of roles, docs/rules.md and docs/roles.md")], CheckAsync),
        new("report", "say what a change does to both stacks, for a pull request: differences, rules, cost, picture",
            [("--base", "REF", "default: where this branched off origin/main, else HEAD"), ("--format", "markdown|json", "default markdown"),
                ("--output", "FILE", "instead of the terminal")], ReportAsync),
        new("cost", "estimate what a stack costs in a month; fails if a price is missing",
            [("--stack", "NAME", "dev or prod"), ("--base", "REF", "compare with the plan at that commit"),
                ("--format", "text|markdown|json", "default text"), ("--output", "FILE", "instead of the terminal")], CostAsync),
        new("graph", "draw a stack: resources, the network around them, who calls whom",
            [("--stack", "NAME", "dev or prod"), ("--base", "REF", "mark what changes against the plan at that commit"),
                ("--format", "mermaid|svg|html", "default mermaid"), ("--telemetry", null, "also where logs, metrics and alerts go"),
                ("--output", "FILE", "instead of the terminal")], GraphAsync),
        new("serve", "start the inference server alone", [("--port", "N", "port on loopback, 0 for a free one (default 8080)")], ServeAsync),
        new("smoke", "send a prediction to a deployed API, with the key in the environment variable PLATFORM_KEY",
            [("--url", "URL", "of the API, as `pulumi stack output gatewayUrl` prints it")], SmokeAsync),
        new("bench", "measure the inference server against its peers and its limits, several minutes",
            [("--seconds", "N", "of each measurement (default 5)"), ("--rounds", "N", "the best one counts (default 3)"),
                ("--only", "NAME", "what has this in its name"), ("--json", "FILE", "the results, besides the table")], BenchAsync),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            // `dotnet` keeps a --help without `--` before it to itself; hence the verb
            if (args is [] or ["--help" or "-h" or "help"])
            {
                Console.WriteLine(Usage());
                return args.Length == 0 ? 2 : 0;
            }
            if (args.Length == 2 && (args[0] is "help" || args[1] is "--help" or "-h"))
            {
                Console.WriteLine(Usage(Find(args[0] is "help" ? args[1] : args[0])));
                return 0;
            }
            var verb = Find(args[0]);
            return await verb.Run(Parse(verb, args[1..]));
        }
        catch (UsageException error)
        {
            Console.Error.WriteLine(error.Message);
            return 2;
        }
        catch (FailedException error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    private static Verb Find(string name) =>
        Verbs.FirstOrDefault(verb => verb.Name == name) ?? throw new UsageException($"unknown verb '{name}'\n\n{Usage()}");

    private static string Usage() =>
        "usage: dotnet platform.cs <verb> [options]\n\n"
        + string.Join('\n', Verbs.Select(verb => $"  {verb.Name,-6} {verb.Summary}"))
        + "\n\n`dotnet platform.cs help <verb>`, or `dotnet platform.cs -- <verb> --help`, lists a verb's options.";

    private static string Usage(Verb verb) =>
        $"usage: dotnet platform.cs {verb.Name} [options]\n\n{verb.Summary}\n\n"
        + string.Join('\n', verb.Options.Select(option => $"  {option.Name + (option.Value is null ? "" : " " + option.Value),-24} {option.Meaning}"));

    private static Dictionary<string, string> Parse(Verb verb, string[] args)
    {
        var given = new Dictionary<string, string>();
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value, _) = verb.Options.FirstOrDefault(option => option.Name == args[i]);
            if (name is null)
                throw new UsageException($"unknown option '{args[i]}'\n\n{Usage(verb)}");
            if (value is not null && i + 1 == args.Length)
                throw new UsageException($"{name} wants a value: {name} {value}\n\n{Usage(verb)}");
            given[name] = value is null ? "" : args[++i];
        }
        return given;
    }

    private static int Port(Dictionary<string, string> options)
    {
        var given = options.GetValueOrDefault("--port", "8080");
        if (!ushort.TryParse(given, out var port))
            throw new UsageException($"--port is '{given}'; allowed: 0 to 65535");
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            throw new FailedException($"port {port} is in use or not allowed; choose another with --port N, or let the system choose with --port 0");
        }
    }

    // ---- verbs ----

    private static async Task<int> UpAsync(Dictionary<string, string> options)
    {
        var port = Port(options);
        await BuildAsync("review/Platform.Review.csproj", "app/Platform.Inference.csproj");
        var summary = await ForwardAsync(Review, ["summary", "--root", Root]);
        if (summary != 0)
            return summary;

        using var server = Start(Server, ["--urls", $"http://127.0.0.1:{port}"], quiet: options.ContainsKey("--once"));
        using var stop = StopOnSignal(server);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(10) };
        await ReadyAsync(client, server);
        using var answer = await client.PostAsJsonAsync("/predict", JsonNode.Parse(Sample));
        var prediction = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            await StopAsync(server);
            throw new FailedException($"the prediction was answered with {(int)answer.StatusCode}: {prediction}");
        }
        Console.WriteLine($"""

            The inference server is at {client.BaseAddress}, its documentation at {client.BaseAddress}docs
              sent      {Sample}
              answered  {prediction}

            bash        curl -s {client.BaseAddress}predict -H 'content-type: application/json' -d '{Sample}'
            PowerShell  Invoke-RestMethod {client.BaseAddress}predict -Method Post -ContentType application/json -Body '{Sample}'
            """);
        if (options.ContainsKey("--once"))
        {
            await StopAsync(server);
            return 0;
        }
        Console.WriteLine("\nCtrl-C stops it.");
        await server.WaitForExitAsync();
        return server.ExitCode;
    }

    private const string Sample = """{"sepal_length":5.1,"sepal_width":3.5,"petal_length":1.4,"petal_width":0.2}""";

    private static async Task<int> ServeAsync(Dictionary<string, string> options)
    {
        var port = Port(options);
        await BuildAsync("app/Platform.Inference.csproj");
        using var server = Start(Server, ["--urls", $"http://127.0.0.1:{port}"]);
        using var stop = StopOnSignal(server);
        await server.WaitForExitAsync();
        return server.ExitCode;
    }

    private static async Task<int> SmokeAsync(Dictionary<string, string> options)
    {
        if (!Uri.TryCreate(options.GetValueOrDefault("--url"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new UsageException($"--url is '{options.GetValueOrDefault("--url")}'; allowed: an http or https address, such as `pulumi stack output gatewayUrl` prints");
        if (Environment.GetEnvironmentVariable("PLATFORM_KEY") is not { Length: > 0 } key)
            throw new UsageException("the environment variable PLATFORM_KEY is not set; it takes a subscription key: `pulumi stack output smokeKey --show-secrets`");
        using var client = new HttpClient { BaseAddress = new Uri($"{url.AbsoluteUri.TrimEnd('/')}/"), Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Add("Ocp-Apim-Subscription-Key", key);
        // A gateway takes up to a minute to spread what was changed, and new pods may still be warming up
        for (var left = 12; ; left--)
        {
            var (status, body) = await PredictionAsync(client);
            if (status == HttpStatusCode.OK && body.Contains("\"prediction\"", StringComparison.Ordinal))
            {
                Console.WriteLine($"{client.BaseAddress}predict answered {body}");
                return 0;
            }
            if (left == 0 || status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest)
                throw new FailedException($"{client.BaseAddress}predict answered {(status is { } code ? $"{(int)code}" : "nothing")}: {body}");
            await Task.Delay(TimeSpan.FromSeconds(10));
        }
    }

    private static async Task<(HttpStatusCode? Status, string Body)> PredictionAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.PostAsJsonAsync("predict", JsonNode.Parse(Sample));
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return (null, error.Message);
        }
    }

    private static async Task<int> BenchAsync(Dictionary<string, string> options)
    {
        if (options.TryGetValue("--json", out var file))
            options["--json"] = Path.GetFullPath(file);
        await BuildAsync("bench/Platform.Bench.csproj");
        return await ForwardAsync(Bench, [.. options.SelectMany(option => new[] { option.Key, option.Value })]);
    }

    private static async Task<int> PlanAsync(Dictionary<string, string> options)
    {
        if (options.ContainsKey("--update"))
        {
            if (options.Keys.FirstOrDefault(name => name != "--update") is { } other)
                throw new UsageException($"--update writes the plans of all stacks, as they are committed; leave out {other}");
        }
        else if (!options.ContainsKey("--stack"))
            throw new UsageException($"plan wants a stack: --stack dev, or --stack prod\n\n{Usage(Verbs.First(verb => verb.Name == "plan"))}");
        if (options.TryGetValue("--format", out var format) && format is not ("tree" or "json" or "yaml"))
            throw new UsageException($"--format is '{format}'; allowed: tree, json, yaml");
        // Relative to where the user is, not to where this runs
        if (options.TryGetValue("--output", out var file))
            options["--output"] = Path.GetFullPath(file);
        await BuildAsync("review/Platform.Review.csproj");
        return await ForwardAsync(Review, ["plan", "--root", Root, .. Forwarded(options)]);
    }

    private static async Task<int> DiffAsync(Dictionary<string, string> options)
    {
        if (options.TryGetValue("--format", out var format) && format is not ("text" or "markdown" or "json"))
            throw new UsageException($"--format is '{format}'; allowed: text, markdown, json");
        if (options.TryGetValue("--fail-on", out var failOn) && failOn is not ("changes" or "loss"))
            throw new UsageException($"--fail-on is '{failOn}'; allowed: changes, loss");
        string[] sources = ["--base", "--preview", "--drift"];
        if (sources.Where(options.ContainsKey).ToArray() is { Length: > 1 } several)
            throw new UsageException($"a diff has one source; leave out {string.Join(" or ", several)}");
        foreach (var name in new[] { "--preview", "--drift", "--output" }.Where(options.ContainsKey))
            options[name] = Path.GetFullPath(options[name]);
        await BuildAsync("review/Platform.Review.csproj");
        return await ForwardAsync(Review, ["diff", "--root", Root, .. Forwarded(options)]);
    }

    private static async Task<int> CostAsync(Dictionary<string, string> options)
    {
        if (!options.ContainsKey("--stack"))
            throw new UsageException($"cost wants a stack: --stack dev, or --stack prod\n\n{Usage(Verbs.First(verb => verb.Name == "cost"))}");
        if (options.TryGetValue("--format", out var format) && format is not ("text" or "markdown" or "json"))
            throw new UsageException($"--format is '{format}'; allowed: text, markdown, json");
        if (options.TryGetValue("--output", out var file))
            options["--output"] = Path.GetFullPath(file);
        await BuildAsync("review/Platform.Review.csproj");
        return await ForwardAsync(Review, ["cost", "--root", Root, .. Forwarded(options)]);
    }

    private static async Task<int> GraphAsync(Dictionary<string, string> options)
    {
        if (!options.ContainsKey("--stack"))
            throw new UsageException($"graph wants a stack: --stack dev, or --stack prod\n\n{Usage(Verbs.First(verb => verb.Name == "graph"))}");
        if (options.TryGetValue("--format", out var format) && format is not ("mermaid" or "svg" or "html"))
            throw new UsageException($"--format is '{format}'; allowed: mermaid, svg, html");
        if (options.TryGetValue("--output", out var file))
            options["--output"] = Path.GetFullPath(file);
        await BuildAsync("review/Platform.Review.csproj");
        return await ForwardAsync(Review, ["graph", "--root", Root, .. Forwarded(options)]);
    }

    private static async Task<int> ReportAsync(Dictionary<string, string> options)
    {
        if (options.TryGetValue("--format", out var format) && format is not ("markdown" or "json"))
            throw new UsageException($"--format is '{format}'; allowed: markdown, json");
        if (options.TryGetValue("--output", out var file))
            options["--output"] = Path.GetFullPath(file);
        await BuildAsync("review/Platform.Review.csproj");
        return await ForwardAsync(Review, ["report", "--root", Root, .. Forwarded(options)]);
    }

    private static async Task<int> CheckAsync(Dictionary<string, string> options)
    {
        if (!options.ContainsKey("--stack") && !options.ContainsKey("--update-page"))
            throw new UsageException($"check wants a stack, --stack dev or --stack prod; --update-page; or both\n\n{Usage(Verbs.First(verb => verb.Name == "check"))}");
        if (options.TryGetValue("--format", out var format) && format is not ("text" or "sarif" or "json"))
            throw new UsageException($"--format is '{format}'; allowed: text, sarif, json");
        if (options.TryGetValue("--output", out var file))
            options["--output"] = Path.GetFullPath(file);
        await BuildAsync("review/Platform.Review.csproj");
        return await ForwardAsync(Review, ["check", "--root", Root, .. Forwarded(options)]);
    }

    private static IEnumerable<string> Forwarded(Dictionary<string, string> options) =>
        options.SelectMany(option => option.Value.Length == 0 ? [option.Key] : new[] { option.Key, option.Value });

    private static async Task<int> TestAsync(Dictionary<string, string> options)
    {
        var projects = TestProjects();
        // Not in the solution: the build machinery's own tests
        await BuildAsync(["Platform.sln", .. projects.Where(project => project.StartsWith("eng", StringComparison.Ordinal))]);
        var (passed, failed, skipped) = (0, 0, 0);
        foreach (var project in projects)
        {
            var (p, f, s) = await TestProjectAsync(project, options.GetValueOrDefault("--filter"));
            (passed, failed, skipped) = (passed + p, failed + f, skipped + s);
        }
        if (passed + failed == 0)
            throw new FailedException(options.TryGetValue("--filter", out var filter) ? $"no test matches --filter '{filter}'" : "no test was run");
        Console.WriteLine($"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}");
        return failed == 0 ? 0 : 1;
    }

    private static string[] TestProjects() =>
        [.. new[] { "tests", "eng" }.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.Tests.csproj", SearchOption.AllDirectories))
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)];

    private static async Task<(int Passed, int Failed, int Skipped)> TestProjectAsync(string project, string? filter)
    {
        var results = Path.Combine(Root, "artifacts", "test-results", Path.GetFileNameWithoutExtension(project) + ".trx");
        Directory.CreateDirectory(Path.GetDirectoryName(results)!);
        File.Delete(results);
        using var step = new Step($"Testing {Path.GetFileNameWithoutExtension(project)}");
        List<string> arguments =
            ["test", project, "-c", "Release", "--no-build", "--nologo", "--logger", $"trx;LogFileName={results}"];
        if (filter is not null)
            arguments.AddRange(["--filter", filter]);
        var (code, output) = await CaptureAsync("dotnet", arguments);
        if (!File.Exists(results))
        {
            if (filter is not null && code == 0)
                return (0, 0, 0);
            step.Fail(output);
            return (0, 1, 0);
        }
        XNamespace space = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
        var document = XDocument.Load(results);
        var outcomes = document.Descendants(space + "UnitTestResult").ToLookup(result => (string?)result.Attribute("outcome"));
        var (passed, skipped) = (outcomes["Passed"].Count(), outcomes["NotExecuted"].Count());
        // A test host that crashed has reported fewer failures than there were
        var failed = Math.Max(outcomes.Sum(group => group.Count()) - passed - skipped, code == 0 ? 0 : 1);
        if (failed > 0)
            step.Fail(output);
        else
            step.Say($"{passed} passed{(skipped > 0 ? $", {skipped} skipped" : "")}");
        foreach (var reason in outcomes["NotExecuted"].Select(result => $"    skipped: {(string?)result.Attribute("testName")}: {result.Descendants(space + "Message").FirstOrDefault()?.Value}"))
            Console.WriteLine(reason);
        return (passed, failed, skipped);
    }

    // ---- set-up ----

    /// <summary>Restores and builds; where the package feed lacks what the offline feed can make, makes that first.</summary>
    private static async Task BuildAsync(params string[] projects)
    {
        await PrepareFeedAsync();
        foreach (var project in projects)
        {
            using var step = new Step($"Building {Path.GetFileNameWithoutExtension(project)}");
            var (code, output) = await CaptureAsync("dotnet", ["build", project, "-c", "Release", "--nologo", "-v", "q"]);
            if (code != 0)
                throw new FailedException(Explain(output, $"{project} does not build"));
        }
    }

    private static async Task PrepareFeedAsync()
    {
        if (!File.Exists(OfflineFeed))
            return;
        var marker = Path.Combine(Root, "artifacts", "offline-feed", "complete");
        var probed = Path.Combine(Root, "artifacts", "feed-is-whole");
        if (!File.Exists(marker))
        {
            if (File.Exists(probed) && File.GetLastWriteTimeUtc(probed) >= File.GetLastWriteTimeUtc(Path.Combine(Root, "Directory.Packages.props")))
                return;
            var (code, output) = await ProbeAsync();
            if (code == 0)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(probed)!);
                await File.WriteAllTextAsync(probed, "");
                return;
            }
            var missing = MissingPackage().Matches(output).Select(match => match.Groups[1].Value).Distinct().ToArray();
            if (missing.Length == 0 || !missing.All(id => id is "Pulumi" or "Microsoft.ML.OnnxRuntime" || id.StartsWith("Pulumi.", StringComparison.Ordinal)))
                throw new FailedException(Explain(output, "packages cannot be restored"));
            Console.WriteLine($"The package feed lacks {string.Join(", ", missing)}; building the offline feed (once, about a minute).");
        }
        var made = await ForwardAsync("node", [OfflineFeed], "Node.js 20 or later is needed to build the offline feed, and `node` was not found");
        if (made != 0)
            throw new FailedException("the offline feed could not be built");
    }

    private static string OfflineFeed => Path.Combine(Root, "eng", "offline-feed", "build.mjs");

    private static async Task<(int Code, string Output)> ProbeAsync()
    {
        using var step = new Step("Asking the package feed for what the projects need");
        return await CaptureAsync("dotnet", ["restore", "Platform.sln", "--nologo"]);
    }

    private static string Explain(string output, string otherwise)
    {
        if (Unreachable().Match(output) is { Success: true } unreachable)
            return $"The package feed could not be reached: {unreachable.Groups[1].Value.Trim()}";
        var errors = output.Split('\n').Where(line => line.Contains(" error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct().Take(20).ToArray();
        return $"{otherwise}:\n{(errors.Length > 0 ? string.Join('\n', errors) : output.Trim())}";
    }

    [GeneratedRegex(@"NU1101: Unable to find package ([\w.]+)\.")]
    private static partial Regex MissingPackage();

    [GeneratedRegex(@"NU1301: ([^\r\n\[]+)")]
    private static partial Regex Unreachable();

    // ---- processes ----

    private static string Review => Path.Combine(Root, "artifacts", "bin", "Platform.Review", "release", "Platform.Review.dll");

    private static string Bench => Path.Combine(Root, "artifacts", "bin", "Platform.Bench", "release", "Platform.Bench.dll");

    private static string Server => Path.Combine(Root, "artifacts", "bin", "Platform.Inference", "release", "Platform.Inference.dll");

    private static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments)
    {
        var isLibrary = program.EndsWith(".dll", StringComparison.Ordinal);
        return new(isLibrary ? "dotnet" : program, isLibrary ? [program, .. arguments] : arguments) { WorkingDirectory = Root };
    }

    private static async Task<int> ForwardAsync(string program, IEnumerable<string> arguments, string? ifMissing = null)
    {
        try
        {
            using var process = Process.Start(StartInfo(program, arguments))!;
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception) when (ifMissing is not null)
        {
            throw new FailedException(ifMissing);
        }
    }

    private static async Task<(int Code, string Output)> CaptureAsync(string program, IEnumerable<string> arguments)
    {
        var start = StartInfo(program, arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static Process Start(string program, IEnumerable<string> arguments, bool quiet = false)
    {
        var start = StartInfo(program, arguments);
        if (quiet)
            foreach (var category in new[] { "Default", "Microsoft.Hosting.Lifetime" })
                start.Environment[$"Logging__LogLevel__{category}"] = "Warning";
        return Process.Start(start)!;
    }

    private static async Task ReadyAsync(HttpClient client, Process server)
    {
        using var step = new Step("Starting the inference server");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!server.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync("/v2/health/ready", patience.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet
            }
            catch (OperationCanceledException)
            {
                await StopAsync(server);
                throw new FailedException("the inference server did not get ready within 60 seconds; `dotnet platform.cs serve` shows its log");
            }
            await Task.Delay(100);
        }
        throw new FailedException($"the inference server stopped with exit code {server.ExitCode}");
    }

    // A terminal's Ctrl-C reaches the server as well; a signal to this process alone does not, so it is passed on.
    private static IDisposable StopOnSignal(Process server)
    {
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            _ = StopAsync(server);
        }
        var registrations = new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, Stop)).ToArray();
        return new Cleanup(() => Array.ForEach(registrations, registration => registration.Dispose()));
    }

    private static async Task StopAsync(Process server)
    {
        if (server.HasExited)
            return;
        if (OperatingSystem.IsWindows())
            server.Kill();
        else
            using (var kill = Process.Start("kill", ["-TERM", $"{server.Id}"]))
                await kill.WaitForExitAsync();
        await server.WaitForExitAsync();
    }

    private sealed class Cleanup(Action action) : IDisposable
    {
        public void Dispose() => action();
    }

    /// <summary>A line per long step: on a terminal with its elapsed time running, elsewhere once it is done.</summary>
    private sealed class Step : IDisposable
    {
        private readonly string _what;
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private readonly Timer? _timer;
        private string _outcome = "";

        public Step(string what)
        {
            _what = what;
            if (!Console.IsOutputRedirected)
                _timer = new Timer(_ => Console.Write($"\r{Line()}"), null, 0, 1000);
        }

        public void Say(string outcome) => _outcome = outcome;

        public void Fail(string output) => _outcome = $"failed\n{output.TrimEnd()}";

        public void Dispose()
        {
            _timer?.Dispose();
            Console.WriteLine($"{(_timer is null ? "" : "\r")}{Line()}{(_outcome.Length > 0 ? $"  {_outcome}" : "")}");
        }

        private string Line() => $"[{_watch.Elapsed.TotalSeconds,5:0.0} s] {_what}";
    }
}
