using System.Net;

namespace Platform.Inference.Tests.Health;

public sealed class HealthTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    [Theory]
    [InlineData("/v2/health/live", """{"live":true}""")]
    [InlineData("/v2/health/ready", """{"ready":true}""")]
    [InlineData("/v2/models/iris/ready", """{"name":"iris","ready":true}""")]
    [InlineData("/v2/models/iris/versions/1/ready", """{"name":"iris","ready":true}""")]
    public async Task A01_B11_Health_OfAWarmServer_IsGood(string path, string body)
    {
        var answer = await bundled.Server.GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, "application/json", body), (answer.Status, answer.MediaType, answer.Text));
    }

    [Fact]
    public async Task B12_ModelReady_UnknownModel_Gives404()
    {
        Assert.Equal("model 'nope' not found", (await bundled.Server.GetAsync("/v2/models/nope/ready")).Error(HttpStatusCode.NotFound));
    }
}
