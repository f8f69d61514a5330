using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Platform.Inference.Execution;
using Platform.Inference.Http;
using Platform.Inference.Tests.Execution;

namespace Platform.Inference.Tests.Http;

/// <summary>Plain bodies against the memory that requests may take together.</summary>
[Collection(MemoryCollection.Name)]
public sealed class LargeBodyTests : IAsyncLifetime
{
    /// <summary>Beside what the tests' own process has already.</summary>
    private const long Room = 64 << 20;
    private RunningServer _server = null!;

    private MemoryBudget Budget => _server.Services.GetRequiredService<MemoryBudget>();

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync(
        "--Models:Root", FixtureServer.Root, "--Limits:MemoryBytes", $"{Environment.WorkingSet + Room}", "--Limits:MaxRequestBodyBytes",
        $"{int.MaxValue}");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_LargerThanTheMemoryForRequests_IsRefusedForGood(bool isChunked)
    {
        var answer = await PostAsync((int)(Budget.Total / RequestBody.MemoryPerByte) + 1, isChunked);

        Assert.Matches(
            @"^the request takes about \d+(\.\d)? MB of memory, and this server has \d+(\.\d)? MB for requests; send less at a time$",
            answer.Error(HttpStatusCode.RequestEntityTooLarge));
        Assert.Null(answer.Response.Headers.RetryAfter);
        await AssertUnharmedAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_WhoseMemoryOthersHave_MayBeRetried(bool isChunked)
    {
        var others = Budget.Total - Budget.Taken;
        Assert.True(Budget.TryTake(others));
        var answer = await PostAsync(100_000, isChunked);
        Budget.Give(others);

        Assert.Matches(
            @"^the request takes about \d+(\.\d)? MB of memory, and other requests leave 0 MB; try again later$",
            answer.Error(HttpStatusCode.ServiceUnavailable));
        Assert.Equal("1", answer.Response.Headers.RetryAfter!.ToString());
        await AssertUnharmedAsync();
    }

    private Task<Answer> PostAsync(int bytes, bool isChunked)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v2/models/simple/infer")
        {
            Content = new ByteArrayContent(new byte[bytes]),
        };
        request.Headers.TransferEncodingChunked = isChunked;
        return _server.SendAsync(request);
    }

    private async Task AssertUnharmedAsync()
    {
        await Eventually.TrueAsync(() => Budget.Taken == 0);
        Assert.Equal(OipRequest.SimpleAnswer, (await _server.PostAsync("/v2/models/simple/infer", OipRequest.Simple)).Text);
    }
}
