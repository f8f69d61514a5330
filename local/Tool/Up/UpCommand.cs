using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Tool.Processes;
using Platform.Tool.Setup;
using Platform.Verbs;

namespace Platform.Tool.Up;

/// <summary><c>up</c>: the whole platform on this machine.</summary>
internal static class UpCommand
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var port = PortOption.Create();
        var stack = Options.Text("--stack", "NAME", "dev or prod: whose gateway (default dev)");
        var once = Options.Switch("--once", "stop after the calls");
        var command = Verb.Up.ToCommand(port, stack, once);
        command.SetAction(
            (parsed, _) => RunAsync(parsed.GetValue(stack) ?? "dev", FreePort.Of(parsed.GetValue(port)), parsed.GetValue(once)));
        return command;
    }

    private static async Task RunAsync(string stack, int port, bool once)
    {
        var review = await ReviewBuild.MakeAsync();
        await Build.WithPulumiAsync(
            "app/Inference/Platform.Inference.csproj", "local/Gateway/Platform.Gateway.csproj", "local/Payments/Platform.Payments.csproj",
            "app/Billing/Platform.Billing.csproj");
        if (await Run.ForwardAsync(review, ["summary", "--root", Repository.Root]) != 0)
            throw new FailedException("the stacks cannot be evaluated");
        using var chain = await Chain.PrepareAsync(stack, port);
        await using var parts = new Parts();
        try
        {
            await StartAsync(chain, parts);
            if (once)
                return;
            Console.WriteLine("\nCtrl-C stops all.");
            await parts.WaitAsync();
        }
        catch (OperationCanceledException) when (parts.Stopping.IsCancellationRequested)
        {
            // As whoever pressed Ctrl-C wanted it
        }
    }

    // In the order in which they need each other; each is ready before the next begins
    private static async Task StartAsync(Chain chain, Parts parts)
    {
        using (var client = chain.ServerClient())
            await parts.ReadyAsync(parts.Start("inference server", Programs.Server, [], chain.ServerSettings), client, "/v2/health/ready");
        using (var client = Client(chain.Gateway))
        {
            await parts.ReadyAsync(
                parts.Start("gateway", Programs.Gateway, ["--urls", chain.Gateway.AbsoluteUri], chain.GatewaySettings), client,
                "/health/ready");
            await new CallShow(chain, client, parts.Stopping).RunAsync();
        }

        // A payment provider that charges nobody, billing, and the console: all that it takes to become a paying customer here
        using (var client = Client(chain.Payments))
            await parts.ReadyAsync(
                parts.Start(
                    "payment provider that charges nobody", Programs.Payments, ["--urls", chain.Payments.AbsoluteUri],
                    new Dictionary<string, string>()),
                client, "/agreements/approve");
        using (var client = Client(chain.Console))
        {
            await parts.ReadyAsync(
                parts.Start("billing and its console", Programs.Billing, ["serve"], chain.BillingSettings), client, "/healthz/ready");
            await SetIndexesAsync(client, chain, parts.Stopping);
            using var page = await client.GetAsync("/console", parts.Stopping);
            if (!page.IsSuccessStatusCode)
                throw new FailedException(
                    $"the console answered {(int)page.StatusCode}: {await page.Content.ReadAsStringAsync(parts.Stopping)}");
        }

        Console.WriteLine(
            $"\nThe console is at {chain.Console}console: sign up there, get a key, pay with a provider that charges nobody.");
    }

    /// <summary>What the operator writes each month: what prices are indexed to is as it was when the plans were made.</summary>
    private static async Task SetIndexesAsync(HttpClient client, Chain chain, CancellationToken stopping)
    {
        var ofBilling = new Told(client, chain.OperatorKey, stopping);
        foreach (var name in chain.Plan.Indexes)
            for (var month = 0; month < 2; month++)
            {
                var of = TimeProvider.System.GetUtcNow().AddMonths(month).ToString("yyyy-MM", CultureInfo.InvariantCulture);
                await ofBilling.SendAsync(
                    HttpMethod.Put, $"/operator/price-indexes/{name}/{of}",
                    new() { ["valuePpm"] = 1_000_000, ["source"] = "this machine", ["reason"] = "the platform was started" },
                    $"billing answered the price index '{name}'");
            }
    }

    private static HttpClient Client(Uri address) => new() { BaseAddress = address, Timeout = _patience };
}
