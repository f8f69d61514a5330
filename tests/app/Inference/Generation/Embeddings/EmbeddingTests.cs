using System.ClientModel;
using System.Net;
using System.Text.Json.Nodes;
using OpenAI;
using OpenAI.Embeddings;

namespace Platform.Inference.Tests.Generation.Embeddings;

public sealed class EmbeddingTests : IAsyncLifetime
{
    private readonly EncoderFolder _folder = new();
    private RunningServer _server = null!;

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync(
        "--Models:Root", _folder.Path, "--Generation:Tiers:free:PromptTokens", "5");

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Texts_AreAnsweredInTheirOrder_WithTheirTokens()
    {
        var answer = await AskAsync("""{"model":"colours","input":["red green blue","Red","green"]}""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(
            """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.57735026,0.57735026,0.57735026]}"""
            + """,{"object":"embedding","index":1,"embedding":[1,0,0]},{"object":"embedding","index":2,"embedding":[0,1,0]}]"""
            + ""","model":"colours","usage":{"prompt_tokens":11,"total_tokens":11}}""",
            answer.Text);
    }

    [Fact]
    public async Task ClientOfDotNet_WhichAsksForBase64_ReadsTheSameNumbers()
    {
        var client = new EmbeddingClient(
            "colours", new ApiKeyCredential("key"), new OpenAIClientOptions { Endpoint = new Uri(_server.Client.BaseAddress!, "/v1") });
        var answer = (await client.GenerateEmbeddingsAsync(["red", "blue red"])).Value;
        Assert.Equal([1f, 0, 0], answer[0].ToFloats().ToArray());
        Assert.Equal([0.70710677f, 0, 0.70710677f], answer[1].ToFloats().ToArray());
        Assert.Equal(7, answer.Usage.InputTokenCount);
    }

    [Fact]
    public async Task ManyTexts_AreTheSameAsAlone()
    {
        string[] texts = [
            .. Enumerable.Range(0, 200).Select(i => string.Join(
                ' ', Enumerable.Range(0, 1 + (i % 4)).Select(word => ((string[])["red", "green", "blue", "grey"])[(i / 3 + word) % 4]))),
        ];
        var together = await AskAsync(
            new JsonObject { ["model"] = "colours", ["input"] = new JsonArray([.. texts.Select(text => (JsonNode)text)]) }.ToJsonString());
        for (var i = 0; i < texts.Length; i += 17)
        {
            var alone = await AskAsync(new JsonObject { ["model"] = "colours", ["input"] = texts[i] }.ToJsonString());
            Assert.Equal(alone.Json["data"]![0]!["embedding"]!.ToJsonString(), together.Json["data"]![i]!["embedding"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task Models_ListTheEncoder()
        => Assert.Equal("colours", (string)(await _server.GetAsync("/v1/models")).Json["data"]![0]!["id"]!);

    [Theory]
    [InlineData(
        """{"model":"colours"}""", "'input' is missing; expected a string, or an array of 1 to 2048 strings, none of them empty", "input")]
    [InlineData(
        """{"model":"colours","input":[]}""",
        "'input' has 0 strings; expected a string, or an array of 1 to 2048 strings, none of them empty", "input")]
    [InlineData(
        """{"model":"colours","input":["red",""]}""",
        "'input' has an empty string at 1; expected a string, or an array of 1 to 2048 strings, none of them empty", "input")]
    [InlineData(
        """{"model":"colours","input":""}""",
        "'input' has an empty string; expected a string, or an array of 1 to 2048 strings, none of them empty", "input")]
    [InlineData(
        """{"model":"colours","input":{}}""",
        "'input' is an object; expected a string, or an array of 1 to 2048 strings, none of them empty", "input")]
    [InlineData(
        """{"model":"colours","input":[1,2]}""", "'input' has tokens, which are those of another model's tokenizer; send texts", "input")]
    [InlineData(
        """{"model":"colours","input":"red","encoding_format":"hex"}""", "'encoding_format' is 'hex'; expected 'float' or 'base64'",
        "encoding_format")]
    [InlineData(
        """{"model":"colours","input":"red","dimensions":2}""",
        "'dimensions' is 2; model 'colours' gives 3, and its embeddings cannot be cut", "dimensions")]
    [InlineData(
        """{"model":"colours","input":"red","dimensions":0}""", "'dimensions' is 0; expected a whole number from 1 to 2147483647",
        "dimensions")]
    [InlineData("""{"model":"colours","input":"red","truncate":true}""", "'truncate' is not supported; leave it out", "truncate")]
    [InlineData(
        """{"model":"colours","input":["red","red red red red red"]}""",
        "'input[1]' has 7 tokens, and model 'colours' reads 6 tokens of a text; send less", "input[1]")]
    public async Task BadInput_IsRefusedByName(string body, string message, string field)
    {
        var answer = await AskAsync(body);
        Assert.Equal(
            (HttpStatusCode.BadRequest, message, field),
            (answer.Status, (string?)answer.Json["error"]!["message"], (string?)answer.Json["error"]!["param"]));
    }

    [Fact]
    public async Task HugeText_IsRefusedWithoutReadingItsTokens()
    {
        var answer = await AskAsync($$"""{"model":"colours","input":"{{new string('a', 5_000_000)}}"}""");
        Assert.Equal(
            "'input' has 5000000 characters, and model 'colours' reads 6 tokens of a text; send less",
            (string?)answer.Json["error"]!["message"]);
    }

    [Fact]
    public async Task Dimensions_OfAnEncoderWhoseEmbeddingsAreCut_AreTheFirstNumbers()
    {
        using var folder = new EncoderFolder("""{"embedding":{"cut":true,"pooling":"mean"}}""", intents: null);
        await using var server = await RunningServer.StartAsync("--Models:Root", folder.Path);
        var answer = await server.PostAsync("/v1/embeddings", """{"model":"colours","input":"red green blue","dimensions":2}""");
        Assert.Equal("[0.70710677,0.70710677]", answer.Json["data"]![0]!["embedding"]!.ToJsonString());
    }

    [Fact]
    public async Task Prompt_LongerThanTheTierAllows_IsRefused()
    {
        var answer = await _server.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/v1/embeddings")
        {
            Headers = { { "x-product-id", "free" } },
            Content = new StringContent("""{"model":"colours","input":["red","green"]}""", null, "application/json"),
        });
        Assert.Equal(
            "'input' has 6 tokens, and the tier 'free' allows 5; send less, or subscribe to a larger tier",
            (string?)answer.Json["error"]!["message"]);
    }

    [Theory]
    [InlineData(
        "vocab.txt", "model.json sets \"embedding\", but there is no vocab.txt beside model.onnx, without which texts have no tokens")]
    public async Task Folder_WithHalfItsFiles_SaysWhatIsMissing(string missing, string message)
    {
        using var folder = new EncoderFolder();
        using var other = new DecoderFolder();
        File.Delete(folder.FileOf(missing));
        Directory.Move(Path.Combine(folder.Path, "colours"), Path.Combine(other.Path, "colours"));
        await using var server = await RunningServer.StartAsync("--Models:Root", other.Path);
        Assert.Contains(
            message,
            (await server.PostAsync("/v1/embeddings", """{"model":"colours","input":"red"}""")).Text.Replace("\\u0022", "\"")
                .Replace("\\\"", "\""), StringComparison.Ordinal);
    }

    private Task<Answer> AskAsync(string body) => _server.PostAsync("/v1/embeddings", body);
}
