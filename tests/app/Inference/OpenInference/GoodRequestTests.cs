using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Inference.Tests.OpenInference;

/// <summary>Section C of the protocol's cases: inference that succeeds.</summary>
public sealed class GoodRequestTests(FixtureServer fixture) : IClassFixture<FixtureServer>
{
    private const string Path = "/v2/models/simple/infer";

    private RunningServer Server => fixture.Server;

    public static TheoryData<string, string> Bodies => new()
    {
        { "C01", OipRequest.Simple },
        { "C13", OipRequest.With("\"outputs\":[]") },
        { "C15", OipRequest.With("\"model_name\":\"x\",\"zz\":1,\"deep\":{\"a\":[{}]}") },
        { "parameters", OipRequest.With("\"parameters\":{\"own\":\"text\",\"n\":1.5,\"b\":true,\"timeout\":1000000}") },
        { "white space", $"\r\n\t {OipRequest.Simple.Replace(",", " ,\n ").Replace("[", "[ ")} \n" },
        { "escaped names", OipRequest.Simple.Replace("\"name\":\"INPUT0\"", "\"n\\u0061me\":\"\\u0049NPUT0\"") },
        {
            "other order",
            $$"""{"inputs":[{"data":{{OipRequest.Sixteen}},"shape":[1,16],"datatype":"INT32","name":"INPUT1"},{{OipRequest.Input0}}]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task C01_Infer_GivesSumAndDifference(string name, string body)
    {
        var answer = await Server.PostAsync(Path, body);

        Assert.Equal((name, OipRequest.SimpleAnswer), (name, answer.Text));
    }

    [Fact]
    public async Task C03_TwoRows_AreBothComputed()
    {
        var data = $"[{string.Join(',', Enumerable.Range(1, 32))}]";
        var inputs = string.Join(
            ',',
            ((string[])["INPUT0", "INPUT1"]).Select(name => $$"""{"name":"{{name}}","datatype":"INT32","shape":[2,16],"data":{{data}}}"""));

        var outputs = (await Server.PostAsync(Path, $$"""{"inputs":[{{inputs}}]}""")).Json["outputs"]!;

        Assert.Equal("[2,16]", outputs[0]!["shape"]!.ToJsonString());
        Assert.Equal(Enumerable.Range(1, 32).Select(i => 2 * i), outputs[0]!["data"]!.AsArray().Select(value => (int)value!));
        Assert.All(outputs[1]!["data"]!.AsArray(), value => Assert.Equal(0, (int)value!));
    }

    [Fact]
    public async Task C05_Id_ComesBack()
        => Assert.Equal("42", (string?)(await Server.PostAsync(Path, OipRequest.With("\"id\":\"42\""))).Json["id"]);

    [Fact]
    public async Task C05_IdWithSpecialCharacters_ComesBack()
        => Assert.Equal(
            "a\"\\\u0001é\U0001F600",
            (string?)(await Server.PostAsync(Path, OipRequest.With("\"id\":\"a\\\"\\\\\\u0001é\\ud83d\\ude00\""))).Json["id"]);

    [Fact]
    public async Task C09_Version_IsNamed()
        => Assert.Equal(
            "1", (string?)(await Server.PostAsync("/v2/models/simple/versions/1/infer", OipRequest.Simple)).Json["model_version"]);

    [Theory]
    [InlineData("\"outputs\":[{\"name\":\"OUTPUT1\"}]", "OUTPUT1")]
    [InlineData("\"outputs\":[{\"name\":\"OUTPUT1\"},{\"name\":\"OUTPUT0\"}]", "OUTPUT1,OUTPUT0")]
    public async Task C11_C12_Outputs_AreThoseAskedForInTheirOrder(string fields, string names)
    {
        var outputs = (await Server.PostAsync(Path, OipRequest.With(fields))).Json["outputs"]!.AsArray();

        Assert.Equal(names, string.Join(',', outputs.Select(output => (string?)output!["name"])));
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task C17_C18_ContentType_IsNotEnforced(string? contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(OipRequest.Simple));
        if (contentType is not null)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);

        var answer = await Server.SendAsync(new HttpRequestMessage(HttpMethod.Post, Path) { Content = content });

        Assert.Equal(OipRequest.SimpleAnswer, answer.Text);
    }

    [Fact]
    public async Task C17_ByteOrderMark_IsPassedOver()
    {
        var answer = await Server.PostAsync(Path, [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(OipRequest.Simple)], "application/json");

        Assert.Equal(OipRequest.SimpleAnswer, answer.Text);
    }

    [Fact]
    public async Task C19_NestedIntegers_ComeBack()
    {
        var answer = await Server.PostAsync("/v2/models/identity_int32/infer", OipRequest.One("INT32", "[1,2]", "[[1,2]]"));

        Assert.Equal("application/json", answer.MediaType);
        Assert.Equal("[1,2]", answer.Json["outputs"]![0]!["data"]!.ToJsonString());
    }

    [Theory]
    [InlineData("[true,false,true]", HttpStatusCode.OK)]
    [InlineData("[true]", HttpStatusCode.BadRequest)]
    public async Task C21_ExampleOfTheSpecification_NeedsAllItsElements(string flags, HttpStatusCode status)
    {
        var answer = await Server.PostAsync(
            "/v2/models/mymodel/infer",
            $$"""{"id":"42","inputs":[{"name":"input0","datatype":"UINT32","shape":[2,2],"data":[1,2,3,4]}"""
            + $$""",{"name":"input1","datatype":"BOOL","shape":[3],"data":{{flags}}}],"outputs":[{"name":"output0"}]}""");

        Assert.Equal(status, answer.Status);
        if (status == HttpStatusCode.OK)
            Assert.Equal(
                """{"model_name":"mymodel","model_version":"1","id":"42","outputs":[{"name":"output0","datatype":"FP32","shape":[3,2]"""
                + ""","data":[1,2,3,4,1,0]}]}""",
                answer.Text);
        await fixture.AssertUnharmedAsync();
    }
}
