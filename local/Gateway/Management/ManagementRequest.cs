using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Management;

/// <summary>A request to the resource manager, and its answer.</summary>
/// <param name="service">The path of the service, that of every resource below it.</param>
/// <param name="resource">The rest of the path, in pieces.</param>
internal sealed class ManagementRequest(HttpContext http, string service, string[] resource)
{
    // https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
    private const int BodyBytes = 4 << 20;

    /// <summary>GET without its body.</summary>
    public bool IsHead => Method == "HEAD";

    public string Service => service;
    public string[] Resource => resource;
    public string Method => http.Request.Method;
    public IQueryCollection Query => http.Request.Query;

    public static string ETagOf(object state)
        => $"\"{Convert.ToBase64String(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(state.ToString()!))[..12])}\"";

    /// <summary>The <c>properties</c> of the body.</summary>
    public async Task<JsonObject> PropertiesAsync()
    {
        var bytes = await LimitedBody.ReadAsync(http.Request.Body, BodyBytes, http.RequestAborted) ?? throw new ManagementFault(
            413, "RequestContentTooLarge", $"the body is too large; allowed: {BodyBytes} bytes");
        var body = Parse(bytes) as JsonObject ?? throw ManagementFault.Invalid("the body is not a JSON object");
        Walk(body);
        return body["properties"] as JsonObject ?? throw ManagementFault.Invalid("the body has no object 'properties'");
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

    /// <summary>A text of at most so many characters.</summary>
    public static string? Text(JsonObject properties, string name, int most)
    {
        var text = Text(properties, name);
        return text is null || text.Length <= most
            ? text
            : throw ManagementFault.Invalid($"'{name}' has {text.Length} characters; allowed: {most}");
    }

    private static JsonNode? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            throw ManagementFault.Invalid("the body is not a JSON object");
        }
    }

    // Names and texts are read when they are asked for, and only then found to be at fault
    private static void Walk(JsonNode body)
    {
        try
        {
            Read(body);
        }
        catch (ArgumentException)
        {
            throw ManagementFault.Invalid("the body has an object that names a property twice");
        }
        catch (InvalidOperationException)
        {
            throw ManagementFault.Invalid("the body has a text that is not Unicode, as half a surrogate pair is");
        }
    }

    private static void Read(JsonNode? node)
    {
        if (node is JsonObject properties)
            foreach (var (_, value) in properties)
                Read(value);
        else if (node is JsonArray items)
            foreach (var item in items)
                Read(item);
        else if (node?.GetValueKind() == JsonValueKind.String)
            node.GetValue<string>();
    }
}
