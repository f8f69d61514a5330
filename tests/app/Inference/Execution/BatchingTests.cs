using System.Globalization;
using System.Net;

namespace Platform.Inference.Tests.Execution;

/// <summary>Requests that run together.</summary>
public sealed class BatchingTests(FixtureServer fixture) : IClassFixture<FixtureServer>
{
    private RunningServer Server => fixture.Server;

    [Fact]
    public async Task Concurrent_Requests_EachGetTheirOwnRows()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async client =>
        {
            for (var turn = 0; turn < 20; turn++)
            {
                var rows = 1 + (client + turn) % 3;
                var values = Enumerable.Range(0, 16 * rows).Select(i => client * 100_000 + turn * 1_000 + i).ToList();
                var data = $"[{string.Join(',', values)}]";
                var answer = await Server.PostAsync(
                    "/v2/models/simple/infer",
                    $$"""{"inputs":[{"name":"INPUT0","datatype":"INT32","shape":[{{rows}},16],"data":{{data}}}"""
                    + $$""",{"name":"INPUT1","datatype":"INT32","shape":[{{rows}},16],"data":{{data}}}]}""");

                Assert.Equal(HttpStatusCode.OK, answer.Status);
                Assert.Equal(
                    $"[{string.Join(',', values.Select(value => 2 * value))}]", answer.Json["outputs"]![0]!["data"]!.ToJsonString());
            }
        }));

        Assert.True(await BatchesOfOneAsync() < 32 * 20, "no two of the requests ran together");
    }

    [Fact]
    public async Task Concurrent_RequestsOfOtherShapes_DoNotRunTogetherAndAllSucceed()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 40).Select(async i =>
        {
            var data = $"[{string.Join(',', Enumerable.Repeat(i, i % 5 + 1))}]";
            var answer = await Server.PostAsync(
                "/v2/models/identity_1d_fp32_batched/infer", OipRequest.One("FP32", $"[1,{i % 5 + 1}]", data));
            return (Expected: data, Actual: answer.Json["outputs"]?[0]?["data"]?.ToJsonString());
        }));

        Assert.All(answers, answer => Assert.Equal(answer.Expected, answer.Actual));
    }

    [Fact]
    public async Task Concurrent_BadRequests_DoNotDisturbGoodOnes()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Server.PostAsync(
            "/v2/models/simple/infer", i % 3 == 0 ? OipRequest.Simple.Replace("1,2,3", "1,2,\"x\"") : OipRequest.Simple)));

        Assert.All(
            answers.Index(),
            answer => Assert.Equal(answer.Index % 3 == 0 ? HttpStatusCode.BadRequest : HttpStatusCode.OK, answer.Item.Status));
    }

    private async Task<double> BatchesOfOneAsync() => double.Parse(
        (await Server.GetAsync("/metrics")).Text.Split('\n')
            .Single(line => line.StartsWith("inference_batch_rows_count{model=\"simple\"", StringComparison.Ordinal)).Split(' ')[1],
        CultureInfo.InvariantCulture);
}
