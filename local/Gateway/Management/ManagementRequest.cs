using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Platform.Gateway.Management;

/// <summary>A request to the resource manager, and its answer.</summary>
/// <param name="service">The path of the service, that of every resource below it.</param>
/// <param name="resource">The rest of the path, in pieces.</param>
internal sealed class ManagementRequest(HttpContext http, string service, string[] resource)
{
    /// <summary>GET without its body.</summary>
    public bool IsHead => Method == "HEAD";

    public string Service => service;
    public string[] Resource => resource;
    public string Method => http.Request.Method;
    public IQueryCollection Query => http.Request.Query;

    public static string ETagOf(object state) =>
        $"\"{Convert.ToBase64String(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(state.ToString()!))[..12])}\"";

    /// <summary>The <c>properties</c> of the body.</summary>
    public async Task<JsonObject> PropertiesAsync()
    {
        try
        {
            return (await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted))?["properties"] as JsonObject
                ?? throw ManagementFault.Invalid("the body has no object 'properties'");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw ManagementFault.Invalid("the body is not a JSON object");
        }
    }

    /// <summary>If-Match: <c>*</c>, or the state's own.</summary>
    public void Match(object state, bool isRequired)
    {
        var given = http.Request.Headers.IfMatch.ToString();
        if (given.Length == 0 && isRequired)
            throw ManagementFault.Invalid("the header If-Match is missing; it is the resource's ETag, or *");
        if (given.Length > 0 && given != "*" && given != ETagOf(state))
            throw new ManagementFault(
                412, "PreconditionFailed", $"The resource was changed meanwhile: If-Match is {given}, its ETag {ETagOf(state)}.");
    }

    public Task AnswerAsync(int status, JsonObject body, object? state = null)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        if (state is not null)
            http.Response.Headers.ETag = ETagOf(state);
        return IsHead ? Task.CompletedTask : http.Response.WriteAsync(body.ToJsonString(), http.RequestAborted);
    }

    /// <summary>All there are, on one page.</summary>
    public Task ListAsync(IEnumerable<JsonObject> resources)
    {
        if (Query.Keys.FirstOrDefault(name => name != "api-version") is { } other)
            throw ManagementFault.Invalid($"'{other}' is not known of this list; allowed: api-version");
        var all = resources.ToArray();
        return AnswerAsync(200, new() { ["value"] = new JsonArray(all), ["count"] = all.Length });
    }

    public Task AnswerAsync(int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>A resource as it is answered, without its properties.</summary>
    public JsonObject Shape(string kind, string id, JsonObject properties) => new()
    {
        ["id"] = $"{service}/{kind}/{id}",
        ["type"] = $"Microsoft.ApiManagement/service/{kind}",
        ["name"] = id,
        ["properties"] = properties,
    };

    public static string? Text(JsonObject properties, string name) => properties[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw ManagementFault.Invalid($"'{name}' is not a text"),
    };
}
