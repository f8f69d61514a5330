using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Platform.Gateway.Hosting;
using Platform.Gateway.Plans;
using Platform.Gateway.Policies;
using Platform.Gateway.Policies.Access;

namespace Platform.Gateway.Tests;

/// <summary>A gateway without a server: a plan, or single documents, with a clock and a backend of the test's own.</summary>
internal sealed class PolicyTest
{
    private readonly GatewayPipeline _pipeline;

    private PolicyTest(string plan, string? tokenKeys)
    {
        var services = new GatewayServices(Clock, Backend, new TokenKeys(tokenKeys), Log);
        Model = new GatewayReader(
            PlanDocument.Parse(plan), services, new Dictionary<string, string> { ["gateway-secret"] = "the-secret" }, name => name).Read();
        foreach (var product in Model.Products.Keys)
            Model.Subscriptions.Put(
                new($"of-{product}", product, $"/products/{product}", "active", product, $"{product}-2", Clock.GetUtcNow().UtcDateTime));
        _pipeline = new(Model, Clock, Log);
    }

    public ManualClock Clock { get; } = new();
    public RecordingLog Log { get; } = new();
    public RecordingBackend Backend { get; } = new();
    public GatewayModel Model { get; }

    public static PolicyTest OfPlan(string plan, string? tokenKeys = null) => new(plan, tokenKeys);

    /// <summary>One API <c>/api</c> with the operation <c>GET /item/{id}</c> without a key, and this policy of its own.</summary>
    public static PolicyTest OfApi(string policy, params (string Name, string Text)[] fragments)
        => new(TestPlans.OfApi(policy, fragments), null);

    /// <summary>A policy with statements in one section, and all that the scopes above say.</summary>
    public static PolicyTest OfSection(string section, string statements) => OfApi(Document(section, statements));

    public static string Document(string section, string statements)
        => "<policies>\n" + string.Join('\n', new[] { "inbound", "backend", "outbound", "on-error" }
        .Select(each => $"<{each}>{(each == section ? statements : "")}<base /></{each}>")) + "\n</policies>";

    public async Task<GatewayAnswer> SendAsync(
        string method, string address, string? key = null, string? body = null, params (string Name, string Value)[] headers)
    {
        var http = new DefaultHttpContext();
        var url = new Uri($"https://gateway.example{address}");
        (http.Request.Method, http.Request.Scheme, http.Request.Host) = (method, "https", new HostString("gateway.example"));
        (http.Request.Path, http.Request.QueryString) = (PathString.FromUriComponent(url), new QueryString(url.Query));
        http.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.1");
        if (key is not null)
            http.Request.Headers["Ocp-Apim-Subscription-Key"] = key;
        foreach (var (name, value) in headers)
            http.Request.Headers.Append(name, value);
        if (body is not null)
        {
            http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
            http.Request.ContentLength ??= Encoding.UTF8.GetByteCount(body);
        }

        var answer = new MemoryStream();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(answer));
        await _pipeline.HandleAsync(http);
        return new(
            http.Response.StatusCode, http.Response.Headers.ToDictionary(
                each => each.Key, each => each.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetString(answer.ToArray()));
    }
}
