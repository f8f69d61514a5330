using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Platform.Inference.Tests.OpenInference;

/// <summary>
/// Section I of the protocol's cases: queues and their limits. The model runs about 200 ms, one at a time, and one may wait.
/// </summary>
public sealed class LoadTests(FixtureServer fixture) : IClassFixture<FixtureServer>
{
    private static readonly string _body = OipRequest.One("FP32", "[1]", "[1]");

    private RunningServer Server => fixture.Server;

    [Fact]
    public async Task I06_QueueFull_Gives503AtOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Server.PostAsync("/v2/models/slow/infer", _body)));

        Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.OK), 1, 5);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer =>
        {
            Assert.Equal(
                "the queue of model 'slow' is full (1 requests are waiting); try again later",
                answer.Error(HttpStatusCode.ServiceUnavailable));
            Assert.NotNull(answer.Response.Headers.RetryAfter);
        });
        await fixture.AssertUnharmedAsync();
    }

    [Theory]
    [InlineData("\"parameters\":{\"timeout\":1000},", null)]
    [InlineData("", "1")]
    public async Task I07_TimeoutWhileBusy_Gives503BeforeTheModelIsFree(string fields, string? header)
    {
        Answer answer;
        bool isChance;
        do
        {
            // Which of the two comes first is chance; once the patient one does, the other must wait. Of the round before, the runner may not
            // be free yet, so that there is no place for both.
            var patient = Server.PostAsync("/v2/models/slow/infer", _body);
            var impatient = new HttpRequestMessage(HttpMethod.Post, "/v2/models/slow/infer")
            {
                Content = new StringContent(_body.Insert(1, fields)),
            };
            if (header is not null)
                impatient.Headers.Add("X-Request-Timeout-Ms", header);
            answer = await Server.SendAsync(impatient);
            isChance = answer.Status == HttpStatusCode.OK || answer.Text.Contains("is full") || (await patient).Text.Contains("is full");
            Assert.True(isChance || (await patient).Status == HttpStatusCode.OK, (await patient).Text);
        }
        while (isChance);

        Assert.Equal("Request timeout expired while the request waited for model 'slow'", answer.Error(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task CallerThatGoesAway_WhileItsRequestWaits_IsNotComputedFor()
    {
        await using var server = await RunningServer.StartAsync("--Models:Root", FixtureServer.Root);
        do
        {
            var patient = server.PostAsync("/v2/models/slow/infer", _body);
            using (var gone = new TcpClient())
            {
                await gone.ConnectAsync(server.Client.BaseAddress!.Host, server.Client.BaseAddress.Port);
                await gone.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                    $"POST /v2/models/slow/infer HTTP/1.1\r\nHost: x\r\nContent-Length: {_body.Length}\r\n\r\n{_body}"));
                await Eventually.TrueAsync(async () =>
                    patient.IsCompleted || (await server.GetAsync("/metrics"))
                        .Text.Contains("inference_queue_depth{model=\"slow\",version=\"1\"} 1\n"));
            }

            await patient;
        }
        while ((await server.GetAsync("/metrics"))
            .Text.Contains("inference_requests_total{model=\"slow\",version=\"1\",outcome=\"cancelled\"} 0\n"));
    }
}
