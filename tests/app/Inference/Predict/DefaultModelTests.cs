using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Inference.Models;

namespace Platform.Inference.Tests.Predict;

/// <summary>Which model answers where the path names none.</summary>
public sealed class DefaultModelTests : IDisposable
{
    private const string Features = """{"features":["a","b"]}""";
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("/predict")]
    [InlineData("/score")]
    public async Task Post_WithSeveralModelsOfFeatures_NamesThem(string path)
    {
        Add("one", Features);
        Add("two", Features);
        Add("three", null);
        await using var server = await StartAsync();

        Assert.Equal(
            "several models take named features; use /models/{name}/predict with one of one, two",
            (await server.PostAsync(path, "{}")).Error(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Post_WithoutAModelOfFeatures_PointsToTensors()
    {
        Add("one", null);
        await using var server = await StartAsync();

        Assert.Equal(
            "no model here takes named features; use /v2/models/{name}/infer",
            (await server.PostAsync("/predict", "{}")).Error(HttpStatusCode.NotFound));
    }

    [Theory]
    [InlineData("/predict")]
    [InlineData("/score")]
    public async Task Post_WithoutTheGatewaysSecret_TellsNothingOfTheModels(string path)
    {
        Add("one", Features);
        Add("two", Features);
        await using var server = await StartAsync("--Gateway:Secret", "s3cret");

        Assert.Equal(
            "this server takes requests through its gateway only; call the gateway with your subscription key",
            (await server.PostAsync(path, "{}")).Error(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Post_WithASetting_GoesToItsModel()
    {
        Add("one", Features);
        Add("two", Features);
        await using var server = await StartAsync("--Models:Default", "two");

        Assert.Contains("\"model\":\"two\"", (await server.PostAsync("/predict", """{"a":1,"b":2}""")).Text);
    }

    [Fact]
    public async Task Post_AfterAnotherModelOfFeaturesIsAdded_StillGoesToTheFirst()
    {
        Add("zebra", Features);
        await using var server = await StartAsync("--Models:WatchMilliseconds", "20");

        Add("ant", Features);
        await Eventually.TrueAsync(async () => (await server.GetAsync("/v2/models/ant/ready")).Status == HttpStatusCode.OK);

        Assert.Contains("\"model\":\"zebra\"", (await server.PostAsync("/predict", """{"a":1,"b":2}""")).Text);
    }

    [Fact]
    public async Task ShippedConfiguration_NamesItsDefault_AndSaysNothingOfAnotherRoot()
    {
        await using var shipped = await RunningServer.StartAsync();
        Add("one", Features);
        await using var other = await StartAsync();

        Assert.Equal("iris", shipped.Services.GetRequiredService<IOptions<ModelsOptions>>().Value.EffectiveDefault);
        Assert.Null(other.Services.GetRequiredService<IOptions<ModelsOptions>>().Value.EffectiveDefault);
    }

    private Task<RunningServer> StartAsync(params string[] settings)
        => RunningServer.StartAsync(["--Models:Root", _models.Path, .. settings]);

    private void Add(string name, string? settings)
        => _models.AddIdentity(name, ModelFolder.Fp32, settings is null ? [-1] : [-1, 2], settings);
}
