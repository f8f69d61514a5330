using System.Diagnostics.Metrics;
using Platform.Gateway.Policies.Control;

namespace Platform.Gateway.Tests.Policies;

/// <summary>Bodies that are checked, answers that are made up, tokens and metrics.</summary>
public sealed class ContentTests
{
    private const string Check = "<validate-content unspecified-content-type-action='prevent' max-size='4' size-exceeded-action='prevent' "
        + "errors-variable-name='e' />";

    [Theory]
    [InlineData("1234", "application/json; charset=utf-8", 200)]
    [InlineData("12345", "application/json", 400)]
    [InlineData("1234", "text/plain", 400)]
    [InlineData("1234", null, 400)]
    [InlineData("", null, 200)]
    public async Task ValidateContent_OfARequest_RefusesSizeAndType(string body, string? type, int status)
    {
        var test = PolicyTest.OfSection("inbound", Check);
        (string, string)[] headers = type is null ? [] : [("Content-Type", type)];

        Assert.Equal(status, (await test.SendAsync("POST", "/api/item/7", null, body, headers)).Status);
        Assert.Equal(status == 200 ? 1 : 0, test.Backend.Requests.Count);
    }

    [Theory]
    [InlineData("1234", 200)]
    [InlineData("12345", 502)]
    public async Task ValidateContent_OfAnAnswer_IsABadGateway(string body, int status)
    {
        var test = PolicyTest.OfSection("outbound", Check);
        test.Backend.Body = body;

        Assert.Equal(status, (await test.SendAsync("GET", "/api/item/7")).Status);
    }

    [Fact]
    public async Task ValidateContent_ThatDetects_LetsPassAndSays()
    {
        var test = PolicyTest.OfSection("inbound", Check.Replace("prevent", "detect")
            + "<set-header name='e'><value>@((string)context.Variables[\"e\"])</value></set-header>");

        await test.SendAsync("POST", "/api/item/7", null, "12345", ("Content-Type", "application/json"));

        Assert.Equal("Body of the request is 5 bytes; the limit is 4.", test.Backend.Requests[0].Headers["e"]);
    }

    [Fact]
    public void ValidateContent_ByASchema_StopsTheStart() =>
        Assert.Equal(
            "api-policy (line 2, column 115): <content> has an attribute 'validate-as'; schemas are not validated here, only size and type are",
            Assert.Throws<GatewayStartException>(() => PolicyTest.OfSection("inbound", Check.Replace(
                " errors-variable-name='e'", "").Replace("type='application/json'", "type='application/json' validate-as='json'"))).Message);

    [Fact]
    public async Task MockResponse_AsksNoBackend()
    {
        var test = PolicyTest.OfSection("inbound", "<mock-response status-code='202' content-type='text/plain' />");

        var answer = await test.SendAsync("GET", "/api/item/7");

        Assert.Equal((202, "text/plain", "", 0), (answer.Status, answer.Header("Content-Type"), answer.Body, test.Backend.Requests.Count));
    }

    [Fact]
    public async Task ManagedIdentity_GivesTheBackend_AStandInForTheResource()
    {
        var test = PolicyTest.OfSection("inbound", "<authentication-managed-identity resource='https://a.example' />");

        await test.SendAsync("GET", "/api/item/7");

        Assert.Equal("Bearer stand-in.system.https://a.example", test.Backend.Requests[0].Headers["Authorization"]);
    }

    [Fact]
    public async Task EmitMetric_IsMeasured_WithItsDimensions()
    {
        const string Name = "of-EmitMetric_IsMeasured";
        var seen = new List<(double, string)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == GatewayMeter.Name && instrument.Name == $"ns/{Name}")
                self.EnableMeasurementEvents(instrument);
        } };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
            seen.Add((value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")))));
        listener.Start();
        var test = PolicyTest.OfSection(
            "inbound", $"<emit-metric name='{Name}' value='3' namespace='ns'><dimension name='API ID' /><dimension name='m' "
            + "value='@(context.Request.Method)' /></emit-metric>");

        await test.SendAsync("GET", "/api/item/7");

        Assert.Equal([(3d, "API ID=api m=GET")], seen);
    }

    [Fact]
    public void EmitMetric_OfAnUnknownDimension_StopsTheStart() =>
        Assert.StartsWith(
            "api-policy (line 2, column 33): the dimension 'Nothing' has no value; without one there are: API ID, Client IP address, ",
            Assert.Throws<GatewayStartException>(() => PolicyTest.OfSection(
                "inbound", "<emit-metric name='a'><dimension name='Nothing' /></emit-metric>")).Message);
}
