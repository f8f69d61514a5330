using System.Net;
using Platform.Forests.Tests;

namespace Platform.Inference.Tests.Predict;

/// <summary>The example of model.json is what documents and smoke tests send, so it must be one.</summary>
public sealed class ExampleCheckTests : IDisposable
{
    private readonly ModelFolder _models = new();

    public void Dispose() => _models.Dispose();

    [Theory]
    [InlineData("""{"a":1}""", "model.json's example misses 'b'; the features are ['a','b','c']")]
    [InlineData(
        """{"d":1,"e":2,"c":null}""", "model.json's example misses 'a', 'b' and has the unknown 'd', 'e'; the features are ['a','b','c']")]
    [InlineData("""{"a":"x","b":2}""", "model.json's example is refused: feature 'a' is not a number")]
    [InlineData("""{"a":1,"b":2,"c":[3]}""", "model.json's example is refused: feature 'c' is not a number")]
    [InlineData("""{"a":1,"b":1e99}""", "model.json's example is refused: feature 'b' is not a number within the range of FP32")]
    public async Task Example_ThatTheServerWouldRefuse_FailsItsModel(string example, string reason)
    {
        Add($$"""{"features":["a","b","c"],"optional":["c"],"example":{{example}}}""", 3);

        Assert.Equal(
            $"model 'm' version 1 could not be loaded: {reason}", (await PredictAsync("{}")).Error(HttpStatusCode.ServiceUnavailable));
    }

    [Theory]
    [InlineData("""{"a":1,"b":2}""")]
    [InlineData("""{"c":null,"b":"NaN","a":-1.5e3}""")]
    public async Task Example_OfTheFeatures_Serves(string example)
    {
        Add($$"""{"features":["a","b","c"],"optional":["c"],"example":{{example}}}""", 3);

        Assert.Equal(HttpStatusCode.OK, (await PredictAsync(example)).Status);
    }

    [Fact]
    public async Task Example_OfAModelWithoutNamedFeatures_FailsIt()
    {
        Add("""{"example":{"a":1}}""", 3);

        Assert.Equal(
            "model 'm' version 1 could not be loaded: model.json gives an example, but the model takes no named features; name them in "
            + "\"features\", or leave \"example\" out",
            (await PredictAsync("{}")).Error(HttpStatusCode.ServiceUnavailable));
    }

    private void Add(string settings, int columns)
    {
        _models.AddIdentity("m", ModelFolder.Fp32, [-1, columns], settings);
        _models.AddIdentity("good", ModelFolder.Fp32, [-1, 2]);
    }

    private async Task<Answer> PredictAsync(string body)
    {
        await using var server = await RunningServer.StartAsync("--Models:Root", _models.Path);
        return await server.PostAsync("/models/m/predict", body);
    }
}
