using System.Text.Json;

namespace Platform.Gateway.Tests.Hosting;

/// <summary>The project's policies of a gateway behind a Front Door, executed.</summary>
public sealed class FrontDoorTests
{
    private const string Id = "99999999-aaaa-bbbb-cccc-1234567890ab";

    [Theory]
    [InlineData("POST", "/inference/v1/predict", "free")]
    [InlineData("GET", "/health/ready", null), InlineData("GET", "/console/plans", null)]
    public async Task Call_PastTheDoor_IsRefusedWhateverItIsFor(string method, string address, string? key)
    {
        var test = await BehindADoorAsync();

        foreach (var headers in new (string, string)[][] { [], [("X-Azure-FDID", "11111111-aaaa-bbbb-cccc-1234567890ab")] })
        {
            var refused = await test.SendAsync(method, address, key, headers: headers);

            Assert.Equal((403, "calls are taken at https://www.example.com alone"), (refused.Status, Error(refused)));
            Assert.NotEmpty(refused.Header("X-Request-Id")!);
        }

        Assert.Empty(test.Backend.Requests);
    }

    [Fact]
    public async Task Call_ThroughTheDoor_IsAnsweredAndTheIdStaysHere()
    {
        var test = await BehindADoorAsync();

        Assert.Equal(200, (await test.SendAsync("POST", "/inference/v1/predict", "free", "{}", ("X-Azure-FDID", Id))).Status);
        Assert.DoesNotContain("X-Azure-FDID", Assert.Single(test.Backend.Requests).Headers.Keys);
    }

    // All come from the door's own addresses
    [Fact]
    public async Task Limit_ByAddress_IsByThatOfTheDoorsCaller()
    {
        var test = await BehindADoorAsync();
        Task<GatewayAnswer> AskAsync(string caller) => test.SendAsync(
            "GET", "/health/ready", headers: [("X-Azure-FDID", Id), ("X-Azure-SocketIP", caller)]);
        for (var call = 0; call < 60; call++)
            Assert.Equal(200, (await AskAsync("198.51.100.1")).Status);

        Assert.Equal((429, 200), ((await AskAsync("198.51.100.1")).Status, (await AskAsync("198.51.100.2")).Status));
    }

    private static async Task<PolicyTest> BehindADoorAsync() => PolicyTest.OfPlan(await StackPlans.OfAsync(
        "dev", $"platform:gatewayFrontDoorId: {Id}", "platform:gatewayFrontDoorHost: www.example.com"));

    private static string Error(GatewayAnswer answer) => JsonDocument.Parse(answer.Body).RootElement.GetProperty("error").GetString()!;
}
