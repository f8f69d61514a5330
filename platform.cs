#:property PublishAot=false

// The one command: sets a fresh machine up, then hands over to the projects, where the logic lives.
// No package is referenced here, so that this much runs with no network at all.

using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

return await Platform.RunAsync(args);

/// <summary>What the user asked for is wrong; the message says what is allowed.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>What the user asked for did not work; the message says why, and nothing more needs to be said.</summary>
internal sealed class FailedException(string message) : Exception(message);

/// <param name="Value">
/// What the usage calls its value: <c>a|b</c> allows those alone, <c>FILE</c> and <c>FOLDER</c> are paths, <c>DIR</c> that of a folder that is there; null for a switch.
/// </param>
internal sealed record Option(string Name, string? Value, string Meaning)
{
    /// <summary>A value as the verb gets it: one of those allowed, a file by its whole path.</summary>
    public string Read(string given) => Value switch
    {
        // Relative to where the user is, not to where the verb runs
        "FILE" or "FOLDER" => Path.GetFullPath(given),
        "DIR" => Path.Exists(given) ? Path.GetFullPath(given) : throw new UsageException($"{Name} is '{given}', which does not exist"),
        { } choices when choices.Contains('|') && !choices.Split('|').Contains(given) =>
            throw new UsageException($"{Name} is '{given}'; allowed: {choices.Replace("|", ", ")}"),
        _ => given,
    };
}

/// <param name="Argument">What must stand right after the verb, or null; handed on under its name.</param>
internal sealed record Verb(
    string Name, string Summary, Option[] Options, Func<Dictionary<string, string>, Task<int>> Run, Option? Argument = null)
{
    public string Synopsis => Argument is null ? Name : $"{Name} {Argument.Name}";
}

internal static partial class Platform
{
    /// <summary>The default of the shipped models, unless a stack declares another.</summary>
    private const string ShippedDefault = "iris";

    /// <summary>A body that the default model takes.</summary>
    private static string Sample => Example(ShippedDefault).ToJsonString();

    /// <summary>Many tests wait for processes and clocks; more at once than this would make those that measure time fail.</summary>
    private const int TestsAtOnce = 2;

    private static readonly string Root = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;

    private static readonly Option Stack = new("--stack", "NAME", "dev or prod");

    private static readonly Option Output = new("--output", "FILE", "instead of the terminal");

    private static readonly Option Port = new("--port", "N", "port on loopback, 0 for a free one (default 8080)");

    private static readonly Verb[] Verbs =
    [
        new("up", "evaluate both stacks offline, start the gateway of one, the inference server behind it, billing and its console; call them",
            [Port, Stack with { Meaning = "dev or prod: whose gateway (default dev)" }, new("--once", null, "stop after the calls")], UpAsync),
        new("test", "build everything and run all tests",
            [new("--filter", "EXPRESSION", "only tests that match, as `dotnet test --filter` has it")], TestAsync),
        ReviewVerb("plan", "print every resource of a stack, without cloud or credentials",
            [Stack, new("--format", "tree|json|yaml|plans", "default tree; plans: what is sold, as billing reads it"), Output,
                new("--update", null, "write the plans of all stacks to review/plans, as they are committed, and docs/settings.md from Pulumi.yaml"),
                new("--anew", null, "with --update, where a stack is not deployed: also what is chosen for life")], RequirePlan),
        ReviewVerb("diff", "show what changes in the cloud, against committed plans; or a preview of Pulumi's own",
            [new("--base", "REF", "default: where this branched off origin/main, else HEAD"),
                new("--preview", "FILE", "what `pulumi preview --json` wrote, instead"),
                new("--drift", "FILE", "what `pulumi refresh --preview-only --json` wrote, instead"),
                Stack with { Meaning = "one instead of all" },
                new("--format", "text|markdown|json", "default text"), Output,
                new("--fail-on", "changes|loss|rights|risks", "end with exit code 3 where there are any; risks: loss or rights"),
                new("--whole", null, "with markdown: 1 MiB, for a job's summary; fails rather than leave anything out")], RequireOneSource),
        ReviewVerb("check", "hold a stack's plan to the rules; fails on errors and warnings",
            [Stack, new("--format", "text|sarif|json", "default text"), Output,
                new("--base", "REF", "hold it to the suppressions of that commit: one that is new hides nothing"),
                new("--update-page", null, "write the lists of rules and of roles, docs/rules.md and docs/roles.md")], RequireStackOrPage),
        ReviewVerb("preflight", "ask Azure, as whoever `az` is signed in as, what the first `pulumi up` would trip over",
            [Stack, new("--format", "text|json", "default text"), Output], RequireStack),
        ReviewVerb("kinds", "write from npm packages what `check` knows of Azure's kinds and of Kubernetes' objects",
            [new("--package", "FILE", "the folder of @pulumi/azure-native, unpacked"),
                new("--kubernetes", "FILE", "a node_modules with kubernetes-models and @kubernetes-models/{apimachinery,keda}")],
            RequirePackage),
        ReviewVerb("report", "say what a change does to both stacks, for a pull request: differences, rules, cost, picture",
            [new("--base", "REF", "default: where this branched off origin/main, else HEAD"),
                new("--format", "markdown|json", "default markdown"), Output with { Meaning = "instead of the terminal; what one comment cannot hold goes on in FILE-2, FILE-3 …" },
                new("--head", "SHA", "the commit that is reported on; default: HEAD"),
                new("--run", "URL", "of the workflow's run, to link to")]),
        ReviewVerb("cost", "estimate what a stack costs in a month; fails if a price is missing",
            [Stack, new("--base", "REF", "compare with the plan at that commit"),
                new("--format", "text|markdown|json", "default text"), Output], RequireStack),
        ReviewVerb("prices", "bring list prices up to date from Azure's public price list, and say what changed",
            [new("--update", null, "ask the list, and write what it says to review/Costs/Prices")], RequireUpdate),
        ReviewVerb("graph", "draw a stack: resources, the network around them, who calls whom",
            [Stack, new("--base", "REF", "mark what changes against the plan at that commit"),
                new("--format", "mermaid|svg|html", "default mermaid"),
                new("--telemetry", null, "also where logs, metrics and alerts go"), Output], RequireStack),
        ReviewVerb("import", "print the `pulumi import` line of what is in Azure although its creation failed",
            [Stack, new("--subscription", "ID", "the subscription's id, as `az account show --query id` prints it"),
                new("--path", "PATH", "a resource's path in the plan, or the beginning of several")], RequireImport),
        new("rehearse", "rehearse the business in fast motion: customers call, pay and do not pay; gateway, servers, billing and payments on this machine",
            [new("--months", "N", "of usage, payment goes on for another (default 2)"), new("--customers", "N", "default 20"),
                new("--faults", null, "also kill processes, lose answers, double webhooks"),
                new("--database", "sqlite|postgres", "default sqlite; postgres is Debian's"), new("--seed", "N", "another one gives another course of things (default 1)"),
                new("--json", "FILE", "the figures, besides the table")], RehearseAsync),
        new("serve", "start the inference server alone",
            [Port, new("--models", "DIR", "folder of <model>/<version>/model.onnx, instead of the bundled models"),
                new("--default", "NAME", "the model behind /predict, /score and /invocations")], ServeAsync),
        new("model", "say of a model's folder what would be served, under which names, and what is wrong",
            [new("--write", null, "write what is missing into its model.json")], ModelAsync,
            new("DIR", "DIR", "the folder, with or without versions in it, or just an .onnx file")),
        new("train", "train a bundled model, or one on data of your own, with this machine's scikit-learn",
            [new("--model", "NAME", "which: a folder of app/training"), new("--data", "FILE", "CSV instead of the bundled data"),
                new("--output", "FOLDER", "of the model, which gets the version (default artifacts/candidates/NAME)"),
                new("--version", "N", "its number (default: the bundled one's, or with --data the next after app/models)"),
                new("--held-out", "FILE", "for the rows that it is not trained on, to evaluate it")], TrainAsync),
        new("evaluate", "say whether a candidate is better than the version in service, by what both answer through the server; 3 where it is worse",
            [new("--model", "NAME", "which: a folder of app/models"), new("--candidate", "DIR", "a version's folder, or a model's whose highest version counts"),
                new("--data", "FILE", "CSV with the truth, or prompts as JSON lines (default: what training holds out)"),
                new("--label", "COLUMN", "of the truth (default: the one beside the features)"), new("--group", "COLUMN", "compare by its values too: fairness"),
                new("--seed", "N", "of what is drawn (default 1)"), new("--judge", "URL", "of OpenAI's chat protocol, to judge texts; its key in PLATFORM_JUDGE_KEY"),
                new("--judge-model", "NAME", "the model that judges"), new("--format", "markdown|json", "default markdown"), Output], EvaluateAsync),
        new("smoke", "send a prediction to a deployed API, with the key in the environment variable PLATFORM_KEY",
            [
                new("--url", "URL", "of the API, as `pulumi stack output gatewayUrl` prints it"),
                new("--model", "NAME", "whose example is sent, as `pulumi stack output defaultModel` prints it (default iris)"),
            ],
            SmokeAsync),
        new("bench", "measure the inference server against its peers and its limits, about a quarter of an hour",
            [new("--seconds", "N", "of each measurement (default 5)"), new("--warm-up", "SECONDS", "of load before each (default 8)"),
                new("--rounds", "N", "the best one counts (default 3)"),
                new("--requests", "MILLIONS", "sent to see whether resident memory stays flat (default 10)"),
                new("--only", "NAME", "what has this in its name"), new("--json", "FILE", "the results, besides the table"),
                new("--gateway", null, "instead: the local gateway against YARP alone, and its limits"),
                new("--hostile", null, "instead: whether a server of 512 MB lives through hostile requests, and what others notice"),
                new("--minutes", "N", "of hostile requests, 1 to 60 (default 3)")], BenchAsync),
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
        + string.Join('\n', Verbs.Select(verb => $"  {verb.Name,-9} {verb.Summary}"))
        + "\n\n`dotnet platform.cs help <verb>`, or `dotnet platform.cs -- <verb> --help`, lists a verb's options.";

    private static string Usage(Verb verb) =>
        $"usage: dotnet platform.cs {verb.Synopsis} [options]\n\n{verb.Summary}\n\n"
        + (verb.Argument is { } argument ? $"  {argument.Name,-24} {argument.Meaning}\n" : "")
        + string.Join('\n', verb.Options.Select(option => $"  {$"{option.Name} {option.Value}".TrimEnd(),-24} {option.Meaning}"));

    private static Dictionary<string, string> Parse(Verb verb, string[] args)
    {
        var given = new Dictionary<string, string>();
        if (verb.Argument is { } argument)
            given[argument.Name] = args is [var first, ..] && !first.StartsWith("--", StringComparison.Ordinal)
                ? argument.Read(first)
                : throw new UsageException($"{verb.Name} wants {argument.Name}: {argument.Meaning}\n\n{Usage(verb)}");
        for (var i = given.Count; i < args.Length; i++)
        {
            var option = verb.Options.FirstOrDefault(option => option.Name == args[i])
                ?? throw new UsageException($"unknown option '{args[i]}'\n\n{Usage(verb)}");
            if (option.Value is not null && i + 1 == args.Length)
                throw new UsageException($"{option.Name} wants a value: {option.Name} {option.Value}\n\n{Usage(verb)}");
            given[option.Name] = option.Value is null ? "" : option.Read(args[++i]);
        }
        return given;
    }

    private static int FreePort() => FreePort(new() { ["--port"] = "0" });

    private static int FreePort(Dictionary<string, string> options)
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
            throw new FailedException(
                $"port {port} is in use or not allowed; choose another with --port N, or let the system choose with --port 0");
        }
    }

    // ---- verbs ----

    private static async Task<int> UpAsync(Dictionary<string, string> options)
    {
        var port = FreePort(options);
        await BuildAsync(
            "review/Platform.Review.csproj", "app/Inference/Platform.Inference.csproj", "local/Gateway/Platform.Gateway.csproj",
            "local/Payments/Platform.Payments.csproj", "app/Billing/Platform.Billing.csproj");
        var summary = await ForwardAsync(Review, ["summary", "--root", Root]);
        if (summary != 0)
            return summary;

        using var chain = await Chain.PrepareAsync(options.GetValueOrDefault("--stack", "dev"), FreePort(), port);
        await using var parts = new Parts();
        try
        {
            // In the order in which they need each other; each is ready before the next begins
            var server = parts.Start("inference server", Server, [], chain.ServerSettings);
            await ReadyAsync(chain.Client($"https://127.0.0.1:{chain.ServerPort}"), server, "/v2/health/ready", "inference server", parts.Stopping);
            var gateway = parts.Start("gateway", Gateway, ["--urls", $"http://127.0.0.1:{port}"], chain.GatewaySettings);
            await ShowCallsAsync(chain, gateway, new Uri($"http://127.0.0.1:{port}"), parts.Stopping);
            await ShowConsoleAsync(chain, parts, new Uri($"http://127.0.0.1:{port}"));
            if (options.ContainsKey("--once"))
                return 0;
            Console.WriteLine("\nCtrl-C stops all.");
            return await parts.WaitAsync();
        }
        catch (OperationCanceledException) when (parts.Stopping.IsCancellationRequested)
        {
            return 0;
        }
    }

    /// <summary>The programs that run together: Ctrl-C, or the end of one, ends all, the last first.</summary>
    private sealed class Parts : IAsyncDisposable
    {
        private readonly List<(string Name, Process Process)> _all = [];
        private readonly CancellationTokenSource _stopping = new();
        private readonly PosixSignalRegistration[] _signals;

        // A terminal's Ctrl-C reaches the programs as well; a signal to this process alone does not
        public Parts() => _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, Stop))];

        public CancellationToken Stopping => _stopping.Token;

        public Process Start(string name, string program, IEnumerable<string> arguments, Dictionary<string, string> settings)
        {
            Stopping.ThrowIfCancellationRequested();
            var process = Platform.Start(program, arguments, quiet: true, settings);
            _all.Add((name, process));
            return process;
        }

        public async Task<int> WaitAsync()
        {
            await Task.WhenAny(_all.Select(each => each.Process.WaitForExitAsync(Stopping)));
            if (Stopping.IsCancellationRequested)
                return 0;
            var (name, ended) = _all.First(each => each.Process.HasExited);
            throw new FailedException($"the {name} stopped with exit code {ended.ExitCode}");
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var (_, process) in Enumerable.Reverse(_all))
            {
                await StopAsync(process);
                process.Dispose();
            }

            Array.ForEach(_signals, signal => signal.Dispose());
            _stopping.Dispose();
        }

        private void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            _stopping.Cancel();
        }
    }

    private static async Task ShowCallsAsync(Chain chain, Process gateway, Uri address, CancellationToken stopping)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        await ReadyAsync(client, gateway, "/health/ready", "gateway", stopping);
        Console.WriteLine($"\nThe gateway is at {address}inference/v1/, as the plan of {chain.Stack} has it; the server behind it on port {chain.ServerPort}.");
        foreach (var (tier, key) in chain.Keys)
            Console.WriteLine($"  key of a development customer of {tier,-10} {key}{(chain.Token(tier) is { } token ? $"\n    with the token {token}" : "")}");
        var (first, firstKey) = chain.Keys.First();
        client.DefaultRequestHeaders.Authorization = chain.Token(first) is { } ofFirst ? new("Bearer", ofFirst) : null;
        await ShowAsync(client, "without a key", null, HttpStatusCode.Unauthorized, stopping);
        await ShowAsync(client, $"with the key of {first}", firstKey, HttpStatusCode.OK, stopping);
        await ShowQuotaAsync(client, chain, first, stopping);
        await ShowTextAsync(client, chain, stopping);
        await ShowLimitAsync(client, first, firstKey, chain.CallsPerMinute(first), stopping);
        Console.WriteLine($"""

            bash        curl -s {address}inference/v1/predict -H 'Ocp-Apim-Subscription-Key: {chain.Keys.Last().Value}' {Bearer(chain.Keys.Last().Key)}-H 'content-type: application/json' -d '{Sample}'
            """);

        string Bearer(string tier) => chain.Token(tier) is { } token ? $"-H 'Authorization: Bearer {token}' " : "";
    }

    /// <summary>A payment provider that charges nobody, billing, and the customers' console: all that it takes to become a paying customer here.</summary>
    private static async Task ShowConsoleAsync(Chain chain, Parts parts, Uri gateway)
    {
        Uri payments = new($"http://127.0.0.1:{FreePort()}"), console = new($"http://127.0.0.1:{FreePort()}");
        using var paymentsClient = new HttpClient { BaseAddress = payments, Timeout = TimeSpan.FromSeconds(30) };
        var provider = parts.Start("payment provider", Payments, ["--urls", payments.AbsoluteUri], new() { ["Logging__LogLevel__Default"] = "Warning" });
        await ReadyAsync(paymentsClient, provider, "/agreements/approve", "payment provider that charges nobody", parts.Stopping);
        using var client = new HttpClient { BaseAddress = console, Timeout = TimeSpan.FromSeconds(30) };
        var billing = parts.Start("billing", Billing, ["serve"], chain.BillingSettings(gateway, payments, console));
        await ReadyAsync(client, billing, "/healthz/ready", "billing and its console", parts.Stopping);
        await SetIndexesAsync(client, chain, parts.Stopping);
        using var page = await client.GetAsync("/console", parts.Stopping);
        if (!page.IsSuccessStatusCode)
            throw new FailedException($"the console answered {(int)page.StatusCode}: {await page.Content.ReadAsStringAsync(parts.Stopping)}");
        Console.WriteLine($"\nThe console is at {console}console: sign up there, get a key, pay with a provider that charges nobody.");
    }

    /// <summary>What the operator writes each month: what prices are indexed to is as it was when the plans were made.</summary>
    private static async Task SetIndexesAsync(HttpClient client, Chain chain, CancellationToken stopping)
    {
        foreach (var name in chain.Indexes)
            for (var month = 0; month < 2; month++)
                await TellAsync(
                    client, HttpMethod.Put, $"/operator/price-indexes/{name}/{DateTimeOffset.UtcNow.AddMonths(month):yyyy-MM}", chain.OperatorKey,
                    new() { ["valuePpm"] = 1_000_000, ["source"] = "this machine", ["reason"] = "the platform was started" }, $"billing answered the price index '{name}'", stopping);
    }

    /// <param name="what">The beginning of what is said where it is not taken.</param>
    private static async Task TellAsync(
        HttpClient client, HttpMethod method, string address, string token, JsonObject body, string what, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(method, address)
        {
            // Its length is known, which not every server goes without
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { Authorization = new("Bearer", token) },
        };
        using var answer = await client.SendAsync(request, stopping);
        if (!answer.IsSuccessStatusCode)
            throw new FailedException($"{what} with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stopping)}");
    }

    // Nobody waits for a month of calls: the management plane sets the counter of a customer of its own to where the last call is left
    private static async Task ShowQuotaAsync(HttpClient client, Chain chain, string tier, CancellationToken stopping)
    {
        const string Customer = "end-of-month";
        var (key, callsPerMonth) = (RandomNumberGenerator.GetHexString(32, lowercase: true), chain.CallsPerMonth(tier));
        if (chain.CallsPerMinute(tier) < 3)
        {
            Console.WriteLine($"  {tier} has {chain.CallsPerMinute(tier)} calls a minute: too few to use its quota up for a show");
            return;
        }

        await ManageAsync(HttpMethod.Put, $"subscriptions/{Customer}", new()
        {
            ["scope"] = $"/products/{tier}", ["displayName"] = "A customer at the end of a month", ["state"] = "active", ["primaryKey"] = key,
        });
        await ShowAsync(client, $"another customer of {tier}", key, HttpStatusCode.OK, stopping);
        await ManageAsync(HttpMethod.Patch, $"quotas/{Customer}", new() { ["callsCount"] = callsPerMonth - 1 });
        await ShowAsync(client, $"its call {callsPerMonth} of the month", key, HttpStatusCode.OK, stopping);
        await ShowAsync(client, $"its call {callsPerMonth + 1} of the month", key, HttpStatusCode.Forbidden, stopping);

        Task ManageAsync(HttpMethod method, string resource, JsonObject properties) => TellAsync(
            client, method, $"{Chain.Management}/{resource}?api-version=2024-05-01", chain.ManagementToken, new() { ["properties"] = properties },
            $"the management plane answered {method} {resource}", stopping);
    }

    // By the first step of its prices, which holds beyond what a month includes
    private static async Task ShowTextAsync(HttpClient client, Chain chain, CancellationToken stopping)
    {
        if (chain.TokenPrices() is not (var tier, var currency, var picoIn, var picoOut))
        {
            Console.WriteLine("  no tier has prices of tokens: a text costs what its call costs");
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/inference/v1/generate-text")
        {
            Content = JsonContent.Create(new JsonObject { ["prompt"] = "Once upon a time", ["max_length"] = 60, ["seed"] = 7, ["stop"] = "." }),
        };
        request.Headers.Add("Ocp-Apim-Subscription-Key", chain.Keys[tier]);
        if (chain.Token(tier) is { } token)
            request.Headers.Authorization = new("Bearer", token);
        using var answer = await client.SendAsync(request, stopping);
        var body = await answer.Content.ReadAsStringAsync(stopping);
        if (!answer.IsSuccessStatusCode)
            throw new FailedException($"the call for a text was answered with {(int)answer.StatusCode} instead of 200: {body}");
        var text = JsonNode.Parse(body)!;
        var (read, written) = ((long)text["usage"]!["prompt_tokens"]!, (long)text["usage"]!["completion_tokens"]!);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
              {$"a sentence with the key of {tier}",-34} {(int)answer.StatusCode} {text["generated_text"]}.
                {read} tokens read at {picoIn / 1e6m:0.00} and {written} written at {picoOut / 1e6m:0.00} {currency} a million: {(read * picoIn + written * picoOut) / 1e12m:0.############} {currency}
            """));
    }

    // The calls that the tier has in a minute were one less already
    private static async Task ShowLimitAsync(HttpClient client, string tier, string key, int callsPerMinute, CancellationToken stopping)
    {
        if (callsPerMinute > 100)
        {
            Console.WriteLine($"  {tier} has {callsPerMinute} calls a minute: too many to use up for a show");
            return;
        }

        for (var call = 1; call < callsPerMinute; call++)
            using (await CallAsync(client, key, stopping))
            {
            }

        await ShowAsync(client, $"call {callsPerMinute + 1} of {tier} in a minute", key, HttpStatusCode.TooManyRequests, stopping);
    }

    private static async Task ShowAsync(HttpClient client, string what, string? key, HttpStatusCode expected, CancellationToken stopping)
    {
        using var answer = await CallAsync(client, key, stopping);
        var body = await answer.Content.ReadAsStringAsync(stopping);
        var retry = answer.Headers.RetryAfter is { } after ? $" (Retry-After: {after})" : "";
        if (answer.StatusCode != expected)
            throw new FailedException($"the call {what} was answered with {(int)answer.StatusCode} instead of {(int)expected}: {body}");
        Console.WriteLine($"  {what,-34} {(int)answer.StatusCode}{retry} {Regex.Replace(body, @"\s+", " ")}");
    }

    private static async Task<HttpResponseMessage> CallAsync(HttpClient client, string? key, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/inference/v1/predict") { Content = JsonContent.Create(JsonNode.Parse(Sample)) };
        if (key is not null)
            request.Headers.Add("Ocp-Apim-Subscription-Key", key);
        return await client.SendAsync(request, stopping);
    }

    /// <summary>What gateway and server have to know of each other, made anew for each run: a certificate, a secret, keys.</summary>
    private sealed class Chain : IDisposable
    {
        /// <summary>The service's path in the resource manager's addresses; the local one takes any.</summary>
        public const string Management = "/subscriptions/local/resourceGroups/local/providers/Microsoft.ApiManagement/service/local";

        private readonly DirectoryInfo _folder;
        private readonly JsonArray _resources;
        private readonly JsonArray _plans;
        private readonly string _secret = RandomNumberGenerator.GetHexString(32, lowercase: true);
        private readonly string _host;
        private readonly X509Certificate2 _authority;
        private readonly RSA _issuer = RSA.Create(2048);

        private Chain(string stack, string plan, DirectoryInfo folder, int serverPort)
        {
            (Stack, ServerPort) = (stack, serverPort);
            _folder = folder;
            var document = JsonNode.Parse(plan)!;
            _resources = document["resources"]!.AsArray();
            var plans = (string)document["outputs"]!["plans"]!;
            _plans = JsonNode.Parse(plans)!.AsArray();
            Directory.CreateDirectory(At("usage"));
            File.WriteAllText(At("plans.json"), plans);
            File.WriteAllText(At("tiers.json"), document["outputs"]!["tiers"]!.ToJsonString());
            Keys = Of("Product").ToDictionary(
                each => (string)each["productId"]!, _ => RandomNumberGenerator.GetHexString(32, lowercase: true));
            _host = new Uri((string)Of("Api").First(each => each["serviceUrl"] is not null)["serviceUrl"]!).Host;
            _authority = WriteCertificates();
            var key = _issuer.ExportParameters(false);
            File.WriteAllText(At("token-keys.json"), new JsonObject
            {
                ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["kid"] = "local", ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent) }),
            }.ToJsonString());
        }

        public string Stack { get; }
        public int ServerPort { get; }
        public Dictionary<string, string> Keys { get; }

        /// <summary>Of whoever manages the gateway.</summary>
        public string ManagementToken { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

        /// <summary>Of whoever writes price indexes.</summary>
        public string OperatorKey { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

        /// <summary>What prices of the plans are indexed to.</summary>
        public IEnumerable<string> Indexes => _plans
            .SelectMany(plan => plan!["meters"]!.AsArray()).Select(meter => (string?)meter!["index"]).OfType<string>().Distinct();

        public Dictionary<string, string> ServerSettings => new()
        {
            ["Urls"] = "",
            ["Kestrel__Endpoints__Https__Url"] = $"https://127.0.0.1:{ServerPort}",
            ["Kestrel__Endpoints__Https__Certificate__Path"] = At("server.crt"),
            ["Kestrel__Endpoints__Https__Certificate__KeyPath"] = At("server.key"),
            ["Gateway__Secret"] = _secret,
            ["Usage__Path"] = At("usage"),
            ["Usage__FlushBeforeResponse"] = "true",
        };

        public Dictionary<string, string> BillingSettings(Uri gateway, Uri payments, Uri console) => new()
        {
            // Where anybody is who they say
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Urls"] = console.AbsoluteUri,
            ["Billing__Database"] = At("billing.db"),
            ["Billing__Usage"] = At("usage"),
            ["Billing__Plans"] = At("plans.json"),
            ["Billing__Instance"] = "this machine",
            ["Billing__DrainMilliseconds"] = "0",
            ["PayPal__Address"] = payments.AbsoluteUri,
            ["PayPal__ClientId"] = "stand-in",
            ["PayPal__ClientSecret"] = "charges-nobody",
            ["PayPal__WebhookId"] = "WH-LOCAL",
            ["PayPal__CertificateHost"] = payments.Host,
            ["Gateway__Service"] = new Uri(gateway, Management).AbsoluteUri,
            ["Gateway__Token"] = ManagementToken,
            ["Operator__Keys__local"] = OperatorKey,
            ["Consent__File"] = At("consent.json"),
            ["Consent__Records"] = At("records"),
            ["Consent__Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Console__Address"] = console.AbsoluteUri,
            ["Console__Api"] = new Uri(gateway, "/inference/v1/").AbsoluteUri,
            ["Console__Documents"] = $"https://127.0.0.1:{ServerPort}/",
            ["Console__Authority"] = At("authority.crt"),
            ["Console__Tiers"] = At("tiers.json"),
            ["Console__SignIn__Development"] = "true",
        };

        public Dictionary<string, string> GatewaySettings => new(
            Keys.Select(key => KeyValuePair.Create($"Gateway__Customers__{key.Key}", key.Value)))
        {
            ["Gateway__Plan"] = At("plan.json"),
            ["Gateway__Management__Token"] = ManagementToken,
            ["Gateway__TokenKeys"] = At("token-keys.json"),
            ["Gateway__Authority"] = At("authority.crt"),
            [$"Gateway__Hosts__{_host}"] = $"127.0.0.1:{ServerPort}",
            ["Gateway__NamedValues__gateway_secret"] = _secret,
        };

        public static async Task<Chain> PrepareAsync(string stack, int serverPort, int gatewayPort)
        {
            using var step = new Step($"Making the gateway of {stack} for port {gatewayPort}");
            var folder = Directory.CreateTempSubdirectory("platform-");
            return new(stack, await File.ReadAllTextAsync(await PlanAsync(stack, folder)), folder, serverPort);
        }

        /// <summary>As Entra would give it to a holder of the tier's role; null where the key is enough.</summary>
        public string? Token(string tier)
        {
            var fragment = _resources.FirstOrDefault(each => ((string)each!["path"]!).EndsWith($"fragment-tier-{tier}-role"));
            if ((string?)fragment?["inputs"]!["value"] is not { } check)
                return null;
            var policy = XElement.Parse(check).Descendants("validate-azure-ad-token").Single();
            var head = Part(new() { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = "local" });
            var text = $"{head}.{Part(new()
            {
                ["iss"] = $"https://login.microsoftonline.com/{policy.Attribute("tenant-id")!.Value}/v2.0", ["aud"] = policy.Descendants("audience").First().Value.Trim(),
                ["roles"] = new JsonArray(policy.Descendants("value").First().Value.Trim()), ["exp"] = DateTimeOffset.UtcNow.AddDays(30).ToUnixTimeSeconds(),
            })}";
            return $"{text}.{Base64Url.EncodeToString(_issuer.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";

            static string Part(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
        }

        /// <summary>Of the first tier that has them: what a token read and one written costs, in 10⁻¹² of the currency.</summary>
        public (string Tier, string Currency, long In, long Out)? TokenPrices()
        {
            foreach (var plan in _plans)
                if (Price(plan!, "tokensIn") is { } read && Price(plan!, "tokensOut") is { } written)
                    return ((string)plan!["plan"]!, (string)plan["currency"]!, read, written);
            return null;

            static long? Price(JsonNode plan, string meter) =>
                (long?)plan["meters"]!.AsArray().FirstOrDefault(each => (string?)each!["meter"] == meter)?["tiers"]![0]!["pricePico"];
        }

        public int CallsPerMinute(string tier) => Limit(tier, "rate-limit");

        public int CallsPerMonth(string tier) => Limit(tier, "quota");

        private int Limit(string tier, string policy) => int.Parse(Regex.Match(
            (string)Of("ProductPolicy").First(each => (string?)each["productId"] == tier)["value"]!,
            $"<{policy}\\b[^>]*?\\scalls=\"(\\d+)\"").Groups[1].Value);

        /// <summary>Trusts the authority of this run.</summary>
        public HttpClient Client(string address)
        {
            var handler = new SocketsHttpHandler();
            handler.SslOptions.CertificateChainPolicy = new()
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { _authority }, RevocationMode = X509RevocationMode.NoCheck,
            };
            return new(handler) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(10) };
        }

        public void Dispose()
        {
            _authority.Dispose();
            _issuer.Dispose();
            _folder.Delete(recursive: true);
        }

        private IEnumerable<JsonObject> Of(string kind) =>
            _resources.Where(each => (string?)each!["type"] == $"azure-native:apimanagement:{kind}").Select(each => each!["inputs"]!.AsObject());

        private string At(string name) => Path.Combine(_folder.FullName, name);

        private X509Certificate2 WriteCertificates()
        {
            var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
            using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var authorityRequest = new CertificateRequest("CN=The platform on this machine", authorityKey, HashAlgorithmName.SHA256);
            authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            var authority = authorityRequest.CreateSelfSigned(from, until);
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={_host}", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(_host);
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            using var certificate = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(8));
            File.WriteAllText(At("authority.crt"), authority.ExportCertificatePem());
            File.WriteAllText(At("server.crt"), certificate.ExportCertificatePem());
            File.WriteAllText(At("server.key"), key.ExportPkcs8PrivateKeyPem());
            return authority;
        }
    }

    private static async Task<int> RehearseAsync(Dictionary<string, string> options)
    {
        await BuildAsync("review/Platform.Review.csproj", "local/Rehearsal/Platform.Rehearsal.csproj");
        var folder = Directory.CreateTempSubdirectory("platform-");
        try
        {
            var plan = await PlanAsync("dev", folder);
            return await ForwardAsync(Rehearsal, ["--plan", plan, .. Forwarded(options)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> PlanAsync(string stack, DirectoryInfo folder)
    {
        var file = Path.Combine(folder.FullName, "plan.json");
        return await ForwardAsync(Review, ["plan", "--root", Root, "--stack", stack, "--format", "json", "--output", file]) == 0
            ? file
            : throw new FailedException($"the plan of {stack} cannot be made");
    }

    private static async Task<int> ServeAsync(Dictionary<string, string> options)
    {
        var port = FreePort(options);
        await BuildServerAsync();
        List<string> settings = ["--urls", $"http://127.0.0.1:{port}"];
        if (options.TryGetValue("--models", out var models))
            settings.AddRange(["--Models:Root", models]);
        if (options.TryGetValue("--default", out var name))
            settings.AddRange(["--Models:Default", name]);
        using var server = Start(Server, settings);
        using var stop = StopOnSignal(server);
        await server.WaitForExitAsync();
        return server.ExitCode;
    }

    private static async Task<int> ModelAsync(Dictionary<string, string> options)
    {
        await BuildServerAsync();
        return await ForwardAsync(Server, ["model", options["DIR"], .. options.ContainsKey("--write") ? ["--write"] : Array.Empty<string>()]);
    }

    private static async Task<int> TrainAsync(Dictionary<string, string> options)
    {
        var model = RequireTrainable("train", options);
        var output = options.GetValueOrDefault("--output", Path.Combine(Root, "artifacts", "candidates", model));
        List<string> arguments = [model, "--output", output];
        if (options.TryGetValue("--data", out var data))
            arguments.AddRange(["--data", data]);
        if (options.TryGetValue("--held-out", out var heldOut))
            arguments.AddRange(["--held-out", heldOut]);
        if (options.TryGetValue("--version", out var given) && (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0))
            throw new UsageException($"--version is '{given}'; allowed: a whole number from 1");
        if (given is not null || data is not null)
            arguments.AddRange(["--version", given ?? $"{HighestVersion(model) + 1}"]);
        return await ForwardAsync(Python, [TrainingScript, .. arguments], NoPython);
    }

    private static async Task<int> EvaluateAsync(Dictionary<string, string> options)
    {
        if (!options.ContainsKey("--candidate"))
            throw new UsageException($"evaluate wants --candidate DIR: a version's folder, or a model's\n\n{Usage(Find("evaluate"))}");
        var model = options.ContainsKey("--data") ? RequireModel("evaluate", options) : RequireTrainable("evaluate", options);
        var folder = Directory.CreateTempSubdirectory("platform-");
        try
        {
            if (!options.ContainsKey("--data"))
            {
                // The rows that no version of the model has seen, where it holds any out
                if (await ForwardAsync(Python, [TrainingScript, model, "prepare", "--rows", folder.FullName], NoPython) != 0)
                    throw new FailedException($"the rows of {model} cannot be made; name others by --data FILE");
                var rows = Path.Combine(folder.FullName, "held_out.csv");
                options["--data"] = File.Exists(rows) ? rows : throw new UsageException($"{model} is compared on prompts: --data FILE, of lines like {{\"prompt\":\"…\",\"expected\":\"…\"}}");
            }

            await BuildOneAsync("local/Evaluation/Platform.Evaluation.csproj");
            return await ForwardAsync(Evaluation, ["--models", Path.Combine(Root, "app", "models"), .. Forwarded(options)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private const string NoPython = "Python 3 is needed to train, and `python3` was not found; on Debian and Ubuntu: apt-get install python3-sklearn python3-onnx";

    private static string TrainingScript => Path.Combine(Root, "app", "training", "run.py");

    /// <summary>The system's own where there is one, for which Debian packages the libraries; another one in front of it in the path has none of them.</summary>
    private static string Python => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    private static string RequireModel(string verb, Dictionary<string, string> options) =>
        RequireOneOf(verb, options, Path.Combine(Root, "app", "models"), folder => HighestVersion(folder) > 0);

    private static string RequireTrainable(string verb, Dictionary<string, string> options)
    {
        var training = Path.Combine(Root, "app", "training");
        return RequireOneOf(verb, options, training, folder => File.Exists(Path.Combine(training, folder, "pipeline.py")));
    }

    private static string RequireOneOf(string verb, Dictionary<string, string> options, string parent, Func<string, bool> isOne)
    {
        string[] all = [.. Directory.EnumerateDirectories(parent).Select(folder => Path.GetFileName(folder)).Where(isOne).Order(StringComparer.Ordinal)];
        if (!options.TryGetValue("--model", out var model))
            throw new UsageException($"{verb} wants --model NAME; allowed: {string.Join(", ", all)}\n\n{Usage(Find(verb))}");
        return all.Contains(model) ? model : throw new UsageException($"--model is '{model}'; allowed: {string.Join(", ", all)}");
    }

    /// <summary>Of a model of app/models; 0 where there is none.</summary>
    private static int HighestVersion(string model) => Path.Combine(Root, "app", "models", model) is var folder && Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Select(version => int.TryParse(Path.GetFileName(version), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .DefaultIfEmpty().Max()
        : 0;

    /// <summary>A body for /predict, of a model's own settings.</summary>
    private static JsonNode Example(string model)
    {
        var file = Path.Combine(Root, "app", "models", model, "model.json");
        return File.Exists(file) && JsonNode.Parse(File.ReadAllText(file))?["example"] is { } example
            ? example
            : throw new UsageException($"--model is '{model}'; allowed: a folder of app/models whose model.json has an \"example\"");
    }

    private static async Task<int> SmokeAsync(Dictionary<string, string> options)
    {
        if (!Uri.TryCreate(options.GetValueOrDefault("--url"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new UsageException(
                $"--url is '{options.GetValueOrDefault("--url")}'; "
                + "allowed: an http or https address, such as `pulumi stack output gatewayUrl` prints");
        if (Environment.GetEnvironmentVariable("PLATFORM_KEY") is not { Length: > 0 } key)
            throw new UsageException(
                "the environment variable PLATFORM_KEY is not set; "
                + "it takes a subscription key: `pulumi stack output smokeKey --show-secrets`");
        var example = Example(options.GetValueOrDefault("--model", ShippedDefault));
        using var client = new HttpClient { BaseAddress = new Uri($"{url.AbsoluteUri.TrimEnd('/')}/"), Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Add("Ocp-Apim-Subscription-Key", key);
        // A gateway takes up to a minute to spread what was changed, and new pods may still be warming up
        for (var left = 12; ; left--)
        {
            var (status, body) = await PredictionAsync(client, example);
            if (status == HttpStatusCode.OK && body.Contains("\"prediction\"", StringComparison.Ordinal))
            {
                Console.WriteLine($"{client.BaseAddress}predict answered {body}");
                return 0;
            }
            if (left == 0 || status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest)
                throw new FailedException(
                    $"{client.BaseAddress}predict answered {(status is { } code ? $"{(int)code}" : "nothing")}: {body}");
            await Task.Delay(TimeSpan.FromSeconds(10));
        }
    }

    private static async Task<(HttpStatusCode? Status, string Body)> PredictionAsync(HttpClient client, JsonNode example)
    {
        try
        {
            using var answer = await client.PostAsJsonAsync("predict", example);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return (null, error.Message);
        }
    }

    private static async Task<int> BenchAsync(Dictionary<string, string> options)
    {
        await BuildAsync("bench/Platform.Bench.csproj");
        return await ForwardAsync(Bench, Forwarded(options));
    }

    /// <summary>A verb of review/: refused here where that needs no build, else handed over with its options as they are.</summary>
    private static Verb ReviewVerb(
        string name, string summary, Option[] options, Action<string, Dictionary<string, string>>? require = null) =>
        new(name, summary, options, async given =>
        {
            require?.Invoke(name, given);
            await BuildReviewToolAsync();
            return await ForwardAsync(ReviewTool, [name, "--root", Root, .. Forwarded(given)]);
        });

    private static void RequireStack(string verb, Dictionary<string, string> options)
    {
        if (!options.ContainsKey("--stack"))
            throw new UsageException($"{verb} wants a stack: --stack dev, or --stack prod\n\n{Usage(Find(verb))}");
    }

    private static void RequirePackage(string verb, Dictionary<string, string> options)
    {
        if (options.Count == 0)
            throw new UsageException(
                $"{verb} wants the folder of a package: --package FILE, --kubernetes FILE, or both\n\n{Usage(Find(verb))}");
    }

    private static void RequireUpdate(string verb, Dictionary<string, string> options)
    {
        if (!options.ContainsKey("--update"))
            throw new UsageException($"{verb} wants --update\n\n{Usage(Find(verb))}");
    }

    private static void RequirePlan(string verb, Dictionary<string, string> options)
    {
        if (!options.ContainsKey("--update"))
            RequireStack(verb, options);
        else if (options.Keys.FirstOrDefault(name => name is not ("--update" or "--anew")) is { } other)
            throw new UsageException($"--update writes the plans of all stacks, as they are committed; leave out {other}");
    }

    private static void RequireImport(string verb, Dictionary<string, string> options)
    {
        RequireStack(verb, options);
        foreach (var (name, example) in new[] { ("--subscription", "$(az account show --query id --output tsv)"),
                ("--path", "platform/secrets/vault") })
            if (!options.ContainsKey(name))
                throw new UsageException($"{verb} wants {name}, such as {name} {example}\n\n{Usage(Find(verb))}");
        if (!Guid.TryParse(options["--subscription"], out _))
            throw new UsageException(
                $"--subscription is '{options["--subscription"]}'; allowed: a GUID, as `az account show --query id` prints it");
    }

    private static void RequireStackOrPage(string verb, Dictionary<string, string> options)
    {
        if (!options.ContainsKey("--stack") && !options.ContainsKey("--update-page"))
            throw new UsageException(
                $"{verb} wants a stack, --stack dev or --stack prod; --update-page; or both\n\n{Usage(Find(verb))}");
    }

    private static void RequireOneSource(string verb, Dictionary<string, string> options)
    {
        string[] sources = ["--base", "--preview", "--drift"];
        if (sources.Where(options.ContainsKey).ToArray() is { Length: > 1 } several)
            throw new UsageException($"a {verb} has one source; leave out {string.Join(" or ", several)}");
    }

    private static IEnumerable<string> Forwarded(Dictionary<string, string> options) =>
        options.SelectMany(option => option.Value.Length == 0 ? [option.Key] : new[] { option.Key, option.Value });

    private static async Task<int> TestAsync(Dictionary<string, string> options)
    {
        var projects = TestProjects();
        // Not in the solution: the build machinery's own tests
        await BuildAsync(["Platform.sln", .. projects.Where(project => project.StartsWith("eng", StringComparison.Ordinal))]);
        var (passed, failed, skipped) = (0, 0, 0);
        using (var step = new Step("Testing"))
            await Parallel.ForEachAsync(projects, new ParallelOptions { MaxDegreeOfParallelism = TestsAtOnce }, async (project, _) =>
            {
                var result = await TestProjectAsync(project, options.GetValueOrDefault("--filter"));
                lock (step)
                {
                    (passed, failed, skipped) = (passed + result.Passed, failed + result.Failed, skipped + result.Skipped);
                    result.Lines.ForEach(step.WriteLine);
                }
            });
        if (passed + failed == 0)
            throw new FailedException(
                options.TryGetValue("--filter", out var filter) ? $"no test matches --filter '{filter}'" : "no test was run");
        Console.WriteLine($"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}");
        return failed == 0 ? 0 : 1;
    }

    // The largest first, so that no long one is left to run alone at the end
    private static string[] TestProjects() =>
        [.. new[] { "tests", "eng" }.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.Tests.csproj", SearchOption.AllDirectories))
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .OrderByDescending(SourceLength)
            .Select(file => Path.GetRelativePath(Root, file))];

    private static long SourceLength(string project) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    private sealed record TestResult(int Passed, int Failed, int Skipped, List<string> Lines);

    private static async Task<TestResult> TestProjectAsync(string project, string? filter)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var results = Path.Combine(Root, "artifacts", "test-results", name + ".trx");
        Directory.CreateDirectory(Path.GetDirectoryName(results)!);
        File.Delete(results);
        var watch = Stopwatch.StartNew();
        List<string> arguments =
        [
            "test", project, "-c", "Release", "--no-build", "--nologo", "--logger", $"trx;LogFileName={results}",
            // A test that never ends is named and fails, where CI would only run out of time
            "--blame-hang-timeout", "10m", "--blame-hang-dump-type", "none",
        ];
        if (filter is not null)
            arguments.AddRange(["--filter", filter]);
        // Each host would watch its settings' files, and a machine has few watches
        var (code, output) = await CaptureAsync("dotnet", arguments, ("DOTNET_hostBuilder__reloadConfigOnChange", "false"));
        if (!File.Exists(results))
            return filter is not null && code == 0 ? new(0, 0, 0, []) : new(0, 1, 0, [Line("failed\n" + output.TrimEnd())]);
        var (passed, failed, skipped) = Count(XDocument.Load(results), code);
        var outcome = failed > 0 ? "failed\n" + output.TrimEnd() : $"{passed} passed{(skipped.Count > 0 ? $", {skipped.Count} skipped" : "")}";
        return new(passed, failed, skipped.Count, [Line(outcome), .. skipped]);

        string Line(string outcome) => $"[{watch.Elapsed.TotalSeconds,5:0.0} s] Testing {name}  {outcome}";
    }

    private static (int Passed, int Failed, List<string> Skipped) Count(XDocument results, int code)
    {
        XNamespace space = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
        var outcomes = results.Descendants(space + "UnitTestResult").ToLookup(result => (string?)result.Attribute("outcome"));
        var (passed, skipped) = (outcomes["Passed"].Count(), outcomes["NotExecuted"].ToArray());
        // A test host that crashed has reported fewer failures than there were
        var failed = Math.Max(outcomes.Sum(group => group.Count()) - passed - skipped.Length, code == 0 ? 0 : 1);
        return (passed, failed, [.. skipped.Select(result =>
            $"    skipped: {(string?)result.Attribute("testName")}: {result.Descendants(space + "Message").FirstOrDefault()?.Value}")]);
    }

    // ---- set-up ----

    /// <summary>Restores and builds; where the package feed lacks what the offline feed can make, makes that first.</summary>
    private static async Task BuildAsync(params string[] projects)
    {
        await PrepareFeedAsync();
        foreach (var project in projects)
            await BuildOneAsync(project);
    }

    /// <summary>The server needs no Pulumi package, so nothing is asked or made before it is built.</summary>
    private static Task BuildServerAsync() => BuildOneAsync("app/Inference/Platform.Inference.csproj");

    private static async Task BuildOneAsync(string project)
    {
        using var step = new Step($"Building {Path.GetFileNameWithoutExtension(project)}");
        var (code, output) = await CaptureAsync("dotnet", ["build", project, "-c", "Release", "--nologo", "-v", "q"]);
        if (code != 0)
            throw new FailedException(Explain(output, $"{project} does not build"));
    }

    /// <summary>
    /// The review as it is run again and again: compiled beforehand, as most of a run of seconds would be compiling, and not built where
    /// nothing of it has changed, as to find that out takes a build longer than a run. Where the feed has no compiler for that, it goes without.
    /// </summary>
    private static async Task BuildReviewToolAsync()
    {
        const string Project = "review/Platform.Review.csproj";
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(ReviewTool)!).FullName;
        var (stamp, sources) = (Path.Combine(folder, "sources"), SourcesOfReview());
        if (File.Exists(stamp) && File.Exists(ReviewTool) && await File.ReadAllTextAsync(stamp) == sources)
            return;
        File.Delete(stamp);
        await PrepareFeedAsync();
        using var step = new Step("Building Platform.Review");
        // A workflow runs it once or twice, which pays for no compiling
        var once = Environment.GetEnvironmentVariable("CI") is { Length: > 0 };
        var (code, output) = once ? await PublishAsync() : await PublishAsync("-p:Precompiled=true");
        if (code != 0 && !once && MissingCompiler().IsMatch(output))
            (code, output) = await PublishAsync();
        if (code != 0)
            throw new FailedException(Explain(output, $"{Project} does not build"));
        await File.WriteAllTextAsync(stamp, sources);

        Task<(int Code, string Output)> PublishAsync(params string[] options) => CaptureAsync(
            "dotnet", ["publish", Project, "-c", "Release", "--nologo", "-v", "q", "-o", folder, .. options]);
    }

    /// <summary>What the review is built from, as a build looks at it: by name, length and time. The plans it reads when it runs.</summary>
    private static string SourcesOfReview()
    {
        var plans = Path.Combine(Root, "review", "plans") + Path.DirectorySeparatorChar;
        string[] folders = ["review", "infra", Path.Combine("eng", "offline-feed")];
        var files = folders.Select(folder => new DirectoryInfo(Path.Combine(Root, folder))).Where(folder => folder.Exists)
            .SelectMany(folder => folder.EnumerateFiles("*", SearchOption.AllDirectories))
            .Concat(new DirectoryInfo(Root).EnumerateFiles().Where(file => file.Extension is ".props" or ".json" or ".txt" or ".editorconfig"))
            .Where(file => !file.FullName.StartsWith(plans, StringComparison.Ordinal))
            .Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}").Order(StringComparer.Ordinal);
        var text = $"{RuntimeInformation.FrameworkDescription}\n{string.Join('\n', files)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static async Task PrepareFeedAsync()
    {
        if (!File.Exists(OfflineFeed))
            return;
        var marker = Path.Combine(Root, "artifacts", "offline-feed", "complete");
        var probed = Path.Combine(Root, "artifacts", "feed-is-whole");
        if (!File.Exists(marker))
        {
            var versions = Path.Combine(Root, "Directory.Packages.props");
            if (File.Exists(probed) && File.GetLastWriteTimeUtc(probed) >= File.GetLastWriteTimeUtc(versions))
                return;
            var (code, output) = await ProbeAsync();
            if (code == 0)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(probed)!);
                await File.WriteAllTextAsync(probed, "");
                return;
            }
            var missing = MissingPackage().Matches(output).Select(match => match.Groups[1].Value).Distinct().ToArray();
            if (missing.Length == 0 || !missing.All(IsOffered))
                throw new FailedException(Explain(output, "packages cannot be restored"));
            Console.WriteLine($"The package feed lacks {string.Join(", ", missing)}; building the offline feed (once, about a minute).");
        }
        var made = await ForwardAsync(
            "node", [OfflineFeed], "Node.js 20 or later is needed to build the offline feed, and `node` was not found");
        if (made != 0)
            throw new FailedException("the offline feed could not be built");
    }

    private static bool IsOffered(string id) =>
        id is "Pulumi" || id.StartsWith("Pulumi.", StringComparison.Ordinal);

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
        var errors = output.Split('\n').Where(line => line.Contains(" error ", StringComparison.Ordinal))
            .Select(line => line.Trim()).Distinct().Take(20).ToArray();
        return $"{otherwise}:\n{(errors.Length > 0 ? string.Join('\n', errors) : output.Trim())}";
    }

    [GeneratedRegex(@"^\w+$")]
    private static partial Regex PlainName();

    [GeneratedRegex(@"NU1101: Unable to find package ([\w.]+)\.")]
    private static partial Regex MissingPackage();

    // No such package at all, none of that version, none for this machine
    [GeneratedRegex(@"NU110[1-3]: .*(?:Crossgen2|Microsoft\.NETCore\.App\.Runtime)|NETSDK1094", RegexOptions.IgnoreCase)]
    private static partial Regex MissingCompiler();

    [GeneratedRegex(@"NU1301: ([^\r\n\[]+)")]
    private static partial Regex Unreachable();

    // ---- processes ----

    private static string Built(string project) => Path.Combine(Root, "artifacts", "bin", $"Platform.{project}", "release", $"Platform.{project}.dll");

    private static string Review => Built("Review");

    private static string ReviewTool => Path.Combine(Root, "artifacts", "review", "Platform.Review.dll");

    private static string Bench => Built("Bench");

    private static string Rehearsal => Built("Rehearsal");

    private static string Evaluation => Built("Evaluation");

    private static string Server => Built("Inference");

    private static string Payments => Built("Payments");

    private static string Billing => Built("Billing");

    private static string Gateway => Built("Gateway");

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

    private static async Task<(int Code, string Output)> CaptureAsync(
        string program, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = StartInfo(program, arguments);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static Process Start(string program, IEnumerable<string> arguments, bool quiet = false, Dictionary<string, string>? settings = null)
    {
        var all = new Dictionary<string, string>(settings ?? []);
        if (quiet)
            foreach (var category in new[] { "Default", "Microsoft.Hosting.Lifetime" })
                all[$"Logging__LogLevel__{category}"] = "Warning";
        // A shell between, as the scripts of version managers are, lets no variable through whose name it would not take
        var named = all.Where(setting => !PlainName().IsMatch(setting.Key)).SelectMany(setting => new[] { $"--{setting.Key.Replace("__", ":")}", setting.Value });
        var start = StartInfo(program, [.. arguments, .. named]);
        foreach (var (name, value) in all.Where(setting => PlainName().IsMatch(setting.Key)))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task ReadyAsync(HttpClient client, Process process, string path, string what, CancellationToken stopping)
    {
        using var step = new Step($"Starting the {what}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(path, patience.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                throw new FailedException($"the {what} did not get ready within 60 seconds; its log is above");
            }
            await Task.Delay(100, stopping);
        }
        stopping.ThrowIfCancellationRequested();
        throw new FailedException($"the {what} stopped with exit code {process.ExitCode}");
    }

    // A terminal's Ctrl-C reaches the server as well; a signal to this process alone does not, so it is passed on.
    private static IDisposable StopOnSignal(Process server)
    {
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            _ = StopAsync(server);
        }
        var registrations = new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }
            .Select(signal => PosixSignalRegistration.Create(signal, Stop)).ToArray();
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

        public Step(string what)
        {
            _what = what;
            if (!Console.IsOutputRedirected)
                _timer = new Timer(_ => Console.Write($"\r{Line()}"), null, 0, 1000);
        }

        /// <summary>Above the step's own line, which stays the last.</summary>
        public void WriteLine(string line) => Console.WriteLine($"{(_timer is null ? "" : "\r")}{line}");

        public void Dispose()
        {
            _timer?.Dispose();
            WriteLine(Line());
        }

        private string Line() => $"[{_watch.Elapsed.TotalSeconds,5:0.0} s] {_what}";
    }
}
