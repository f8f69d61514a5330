using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Inference.Tests;

/// <summary>What the server answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string? MediaType, byte[] Body, HttpResponseMessage Response)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The message of an error of the protocol, which has this status and no other form.</summary>
    public string Error(HttpStatusCode status)
    {
        Assert.Equal((status, "application/json"), (Status, MediaType));
        var (name, message) = Assert.Single(Json.AsObject());
        Assert.Equal("error", name);
        return message!.GetValue<string>();
    }
}
