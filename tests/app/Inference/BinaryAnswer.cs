using System.Text.Json.Nodes;

namespace Platform.Inference.Tests;

/// <summary>An answer of JSON and binary data after it.</summary>
internal sealed record BinaryAnswer(JsonNode Json, string Hex)
{
    public static BinaryAnswer Of(Answer answer)
    {
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/octet-stream", answer.MediaType);
        var length = int.Parse(answer.Response.Headers.GetValues("Inference-Header-Content-Length").Single());
        return new BinaryAnswer(JsonNode.Parse(answer.Body[..length])!, Convert.ToHexStringLower(answer.Body[length..]));
    }
}
