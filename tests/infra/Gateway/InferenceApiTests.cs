using System.Text.Json;
using Platform.Infra.Gateway;
using Platform.Infra.Tests.Cloud;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Gateway;

public sealed class InferenceApiTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public async Task Url_InAnyStack_IsThatOfTheVersion(string run)
    {
        var api = Stacks[run].One("Api", "api");

        Assert.Equal("Segment", Stacks[run].One("ApiVersionSet").Text("versioningScheme"));
        Assert.EndsWith("/inference", api.Text("apiVersionSetId"), StringComparison.Ordinal);
        Assert.Equal(
            $"{Stacks[run].GatewayUrl}/{api.Text("path")}/{api.Text("apiVersion")}",
            await OutputUtilities.GetValueAsync(Stacks[run].Outputs["gatewayUrl"]));
    }

    [Fact]
    public void Revision_OfTheApi_IsTheCurrentOneAndSaysWhatItDescribes()
    {
        var api = Prod.One("Api", "api");
        using var document = JsonDocument.Parse(api.Text("value")!);

        Assert.Equal(("1", true), (api.Text("apiRevision"), api["isCurrent"]));
        Assert.Equal(
            $"As the server's OpenAPI document {document.RootElement.GetProperty("info").GetProperty("version")} describes it",
            api.Text("apiRevisionDescription"));
    }

    [Fact]
    public void In_FolderWithoutTheDocument_SaysWhatItLacks()
        => Assert.Equal(
            $"'{AppContext.BaseDirectory}' holds no app/Inference/openapi.json; run from a whole checkout of the repository",
            Assert.Throws<FileNotFoundException>(() => OpenApiDocument.In(AppContext.BaseDirectory)).Message);
}
