using System.Net;
using System.Text.Json.Nodes;

namespace Platform.Inference.Tests.Docs;

/// <summary>The schemas and examples of a model's own document.</summary>
public sealed class ModelDocumentTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    [Fact]
    public async Task Document_OfColumns_SaysTypesAndCategories()
    {
        var row = (await DocumentAsync("bank"))["components"]!["schemas"]!["Features"]!;

        Assert.Equal(
            ["age", "job", "marital", "education", "balance", "housing", "duration", "campaign"],
            row["required"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("""{"type":"integer","format":"int64"}""", row["properties"]!["age"]!.ToJsonString());
        Assert.Equal("""{"type":"number","format":"float"}""", row["properties"]!["balance"]!.ToJsonString());
        Assert.Equal("""{"type":"string","enum":["divorced","married","single"]}""", row["properties"]!["marital"]!.ToJsonString());
        Assert.False((bool)row["additionalProperties"]!);
    }

    [Theory]
    [InlineData("bank", """["no","yes"]""")]
    [InlineData("iris", """["setosa","versicolor","virginica"]""")]
    public async Task Document_ExampleOfPredict_IsAnsweredAsItSays(string model, string classes)
    {
        var components = (await DocumentAsync(model))["components"]!;
        var request = components["requestBodies"]!["Features"]!["content"]!["application/json"]!["example"]!;
        var answer = components["responses"]!["Prediction"]!["content"]!["application/json"]!["example"]!;
        var schema = components["schemas"]!["Prediction"]!["properties"]!;

        Assert.Equal((await bundled.Server.PostAsync($"/models/{model}/predict", request.ToJsonString())).Text, answer.ToJsonString());
        Assert.Equal(classes, schema["prediction"]!["enum"]!.ToJsonString());
        Assert.Equal(classes, schema["probabilities"]!["required"]!.ToJsonString());
    }

    [Theory]
    [InlineData("bank")]
    [InlineData("iris")]
    [InlineData("sentiment")]
    public async Task Document_ExampleOfInfer_IsAnsweredAsItSays(string model)
    {
        var components = (await DocumentAsync(model))["components"]!;
        var request = components["requestBodies"]!["Infer"]!["content"]!["application/json"]!["example"]!;
        var answer = components["responses"]!["Infer"]!["content"]!["application/json"]!["example"]!;
        var metadata = components["responses"]!["Model"]!["content"]!["application/json"]!["example"]!;

        Assert.Equal((await bundled.Server.PostAsync($"/v2/models/{model}/infer", request.ToJsonString())).Text, answer.ToJsonString());
        Assert.Equal((await bundled.Server.GetAsync($"/v2/models/{model}")).Text, metadata.ToJsonString());
    }

    [Fact]
    public async Task Document_OfAModel_HasNothingOfAnother()
        => Assert.DoesNotContain("iris", (await DocumentAsync("bank")).ToJsonString(), StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("/swagger.json", "swagger", "2.0")]
    [InlineData("/swagger.json?version=2", "swagger", "2.0")]
    [InlineData("/swagger.json?version=2.0", "swagger", "2.0")]
    [InlineData("/swagger.json?version=3", "openapi", "3.0.3")]
    [InlineData("/swagger.json?version=3.0", "openapi", "3.0.3")]
    [InlineData("/swagger.json?version=3.1", "openapi", "3.1.0")]
    public async Task ScoringDocument_OfAVersion_HasAnExampleThatIsAnsweredAsItSays(string path, string field, string version)
    {
        var document = (await bundled.Server.GetAsync(path)).Json;
        var schemas = document["definitions"] ?? document["components"]!["schemas"]!;

        var answer = await bundled.Server.PostAsync("/score", schemas["ServiceInput"]!["example"]!.ToJsonString());

        Assert.Equal(version, (string?)document[field]);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(schemas["ServiceOutput"]!["example"]!.ToJsonString(), answer.Text);
        Assert.Equal(["/", "/score", "/swagger.json"], document["paths"]!.AsObject().Select(path => path.Key));
        Assert.Equal(4, schemas["ServiceInput"]!["properties"]!["dataframe_records"]!["items"]!["properties"]!.AsObject().Count);
    }

    [Fact]
    public async Task ScoringDocument_OfAnotherVersion_SaysWhichThereAre() => Assert.Equal(
        "there is no version '4' of this document; expected 2, 3 or 3.1",
        (await bundled.Server.GetAsync("/swagger.json?version=4")).Error(HttpStatusCode.NotFound));

    private async Task<JsonNode> DocumentAsync(string model)
        => (await bundled.Server.GetAsync($"/v2/models/{model}/docs/dataplane.json")).Json;
}
