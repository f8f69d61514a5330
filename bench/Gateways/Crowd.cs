using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Gateway.Backends;
using Platform.Gateway.Calls;
using Platform.Gateway.Forwarding;
using Platform.Gateway.Hosting;
using Platform.Gateway.Plans;
using Platform.Gateway.Policies;
using Platform.Gateway.Policies.Access;

namespace Platform.Bench.Gateways;

/// <summary>Many subscriptions of many tiers in one gateway, each of which calls; the backend answers at once.</summary>
internal static class Crowd
{
    public const int Tiers = 200;

    private const int EachTier = 10_000;
    private const int Calls = 200_000;

    public static async Task<int> RunAsync(string planFile)
    {
        var services = new GatewayServices(TimeProvider.System, new Echo(), new TokenKeys(null), NullLogger.Instance);
        var model = new GatewayReader(
            PlanDocument.Parse(await File.ReadAllTextAsync(planFile)), services, new Dictionary<string,
                string> { ["gateway-secret"] = "s" }, name => name).Read();
        var pipeline = new GatewayPipeline(model, TimeProvider.System, NullLogger.Instance);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        model.Subscriptions.Put(new("one", "one", "/products/tier-1", "active", "one", "one-2", now));
        await CallAsync(pipeline, Calls, _ => "one");
        var one = await CallAsync(pipeline, Calls, _ => "one");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 0; number < Tiers * EachTier; number++)
            model.Subscriptions.Put(new(
                Name("s", number), Name("Customer ", number), $"/products/tier-{number % Tiers + 1}", "active", KeyOf(number),
                Name("another-of-thirty-two-characters-", number), now));
        var first = await CallAsync(pipeline, Tiers * EachTier, KeyOf);
        // A prime beside the number of tiers: no call is near the one before, in time of its first call as in its tier
        var many = await CallAsync(pipeline, Tiers * EachTier, number => KeyOf((int)(number * 1_000_003L % (Tiers * EachTier))));
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine(
            JsonSerializer.Serialize(new CrowdResult(Tiers * EachTier, one, first, many, (double)bytes / (Tiers * EachTier))));
        return 0;
    }

    private static string KeyOf(int number) => Name("key-of-thirty-two-characters-", number);

    private static string Name(string what, int number) => what + number.ToString(CultureInfo.InvariantCulture);

    private static async Task<double> CallAsync(GatewayPipeline pipeline, int calls, Func<int, string> keyOf)
    {
        var start = Stopwatch.GetTimestamp();
        for (var number = 0; number < calls; number++)
        {
            var http = new DefaultHttpContext();
            (http.Request.Method, http.Request.Scheme, http.Request.Host, http.Request.Path) = (
                "POST", "http", new("a"), "/inference/v1/predict");
            http.Connection.RemoteIpAddress = IPAddress.Loopback;
            http.Request.Headers["Ocp-Apim-Subscription-Key"] = keyOf(number);
            await pipeline.HandleAsync(http);
            if (http.Response.StatusCode != 200)
                throw new PeerException($"call {number} was answered with {http.Response.StatusCode}");
        }

        return calls / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private sealed class Echo : IForwarder
    {
        public ValueTask<BackendAnswer> ForwardAsync(GatewayCall call, Backend backend, Uri address, TimeSpan timeout)
            => new(new Nothing());
    }

    private sealed class Nothing : BackendAnswer
    {
        public override int StatusCode => 200;
        public override string? Reason => null;

        public override void CopyHeaders(IHeaderDictionary target)
        {
        }

        public override ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken) => new([]);

        public override ValueTask SendAsync(Action writeHead)
        {
            writeHead();
            return default;
        }

        public override ValueTask AbandonAsync() => default;
    }
}
