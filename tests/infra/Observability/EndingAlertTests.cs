using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Observability;

public sealed class EndingAlertTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Endings_OfAnyStack_AreToldInTime(string run)
    {
        var group = Stacks[run].One("PrometheusRuleGroup", "endings");

        Assert.Equal(
            "min by (cluster) (inference_certificate_end_timestamp_seconds) - time() < 2592000"
            + " or absent(inference_certificate_end_timestamp_seconds)",
            group.Text("rules.0.expression"));
        // 180 days before 2100-01-01, when the certificate of the evaluation ends
        Assert.Equal("vector(time()) > 4086892800", group.Text("rules.1.expression"));
        Assert.Null(group["rules.2"]);
    }

    [Theory, MemberData(nameof(All))]
    public void Alerts_OfAnyStack_AreNamedByPulumiAndNotValidatedBeforeTheirTables(string run)
    {
        foreach (var (kind, input) in new[] { ("MetricAlert", "ruleName"), ("ScheduledQueryRule", "ruleName"),
                ("ActivityLogAlert", "activityLogAlertName"), ("PrometheusRuleGroup", "ruleGroupName"),
                ("DataCollectionRule", "dataCollectionRuleName"), ("Template", "deploymentName") })
        {
            Assert.NotEmpty(Stacks[run].All(kind));
            Assert.All(Stacks[run].All(kind), resource => Assert.Null(resource[input]));
        }

        Assert.All(Stacks[run].All("ScheduledQueryRule"), rule => Assert.Equal(true, rule["skipQueryValidation"]));
    }

    [Theory, MemberData(nameof(All))]
    public void Logger_OfAnyStack_RefersToAValueOfItsOwn(string run)
    {
        var value = Stacks[run].One("NamedValue", "insights-connection");

        Assert.Equal("{{insights-connection}}", Stacks[run].One("Logger").Text("credentials.connectionString"));
        Assert.Equal(
            ("insights-connection", Stacks[run].One("Component").Answer("connectionString")),
            (value.Text("displayName"), value.Text("value")));
        Assert.Equal(true, value["secret"]);
    }
}
