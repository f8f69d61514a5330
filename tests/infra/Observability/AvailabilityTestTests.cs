using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Observability;

public sealed class AvailabilityTestTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void PublicGateway_InAnyStack_IsCalledOverTlsFromSeveralPlaces(string run)
    {
        var test = Stacks[run].One("WebTest");

        Assert.Equal($"{Stacks[run].GatewayUrl}/health/ready", test.Text("request.requestUrl"));
        Assert.Equal((true, 200.0), (test["validationRules.sSLCheck"], Convert.ToDouble(test["validationRules.expectedHttpStatusCode"])));
        Assert.Equal(("standard", "standard"), (test.Text("webTestKind"), test.Text("kind")));
        Assert.NotNull(test["locations.4"]);
        Assert.Equal("Resource", Tags(test).Single(tag => tag.Key.StartsWith("hidden-link:", StringComparison.Ordinal)).Value);
    }

    [Theory, MemberData(nameof(All))]
    public void Alert_OfTheTest_WatchesItWhereItsResultsAre(string run)
    {
        var alert = Stacks[run].One("MetricAlert", "availability");

        Assert.Equal(Stacks[run].One("WebTest").Id, alert.Text("criteria.webTestId"));
        Assert.Equal(Stacks[run].One("Component").Id, alert.Text("criteria.componentId"));
        Assert.Equal(
            (alert.Text("criteria.webTestId"), alert.Text("criteria.componentId")), (alert.Text("scopes.0"), alert.Text("scopes.1")));
        Assert.Equal(2, Tags(alert).Count(tag => tag.Key.StartsWith("hidden-link:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Test_OfAStackFile_IsAsItSays()
    {
        var run = await StackRun.OfAsync(
            "dev", ("availabilityLocations", """["us-va-ash-azr","latam-br-gru-edge"]"""), ("alertFailedLocations", "2"));

        Assert.Equal("latam-br-gru-edge", run.One("WebTest").Text("locations.1.location"));
        Assert.Null(run.One("WebTest")["locations.2"]);
        Assert.Equal(2.0, Convert.ToDouble(run.One("MetricAlert", "availability")["criteria.failedLocationCount"]));
    }

    [Theory]
    [InlineData("gatewayExposure", "private")]
    [InlineData("availabilityLocations", "[]")]
    public async Task Gateway_ThatNobodyOutsideCanOrShallCall_HasNoTest(string setting, string value)
    {
        var run = await StackRun.OfAsync("prod", (setting, value));

        Assert.Empty(run.All("WebTest"));
        Assert.DoesNotContain(run.All("MetricAlert"), alert => alert.Name == "availability");
    }

    private static IReadOnlyDictionary<string, object> Tags(Declared resource)
        => Assert.IsAssignableFrom<IReadOnlyDictionary<string, object>>(resource["tags"]);
}
