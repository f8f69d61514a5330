using System.Reflection;
using System.Text.Json.Nodes;
using static Platform.Tool.Tests.Workflows.WorkflowFile;

namespace Platform.Tool.Tests.Workflows;

/// <summary>Which jobs and steps run for which event, by their conditions.</summary>
public sealed class ConditionTests
{
    private const string Own = """{"github":{"event_name":"pull_request","event":{"repository":{"id":1},"pull_request":{"head":{"repo":"""
        + """{"id":1}},"user":{"type":"User"}}}},"vars":{"AZURE_TENANT_ID":"t"},"files":"abc"}""";

    // This repository may be a fork itself; whoever pushes from one of its own branches is no stranger
    private const string OwnOfAFork = """{"github":{"event_name":"pull_request","event":{"repository":{"id":1,"fork":true}"""
        + ""","pull_request":{"head":{"repo":{"id":1,"fork":true}},"user":{"type":"User"}}}},"vars":{"AZURE_TENANT_ID":"t"}"""
        + ""","files":"abc"}""";
    private const string Fork = """{"github":{"event_name":"pull_request","event":{"repository":{"id":1},"pull_request":{"head":"""
        + """{"repo":{"id":2}},"user":{"type":"User"}}}},"vars":{"AZURE_TENANT_ID":"t"},"files":"abc"}""";
    private const string Deleted = """{"github":{"event_name":"pull_request","event":{"repository":{"id":1},"pull_request":{"head":"""
        + """{"repo":null},"user":{"type":"User"}}}},"vars":{"AZURE_TENANT_ID":"t"},"files":"abc"}""";
    private const string Bot = """{"github":{"event_name":"pull_request","event":{"repository":{"id":1},"pull_request":{"head":{"repo":"""
        + """{"id":1}},"user":{"type":"Bot"}}}},"vars":{"AZURE_TENANT_ID":"t"},"files":"abc"}""";
    private const string NoCloud = """{"github":{"event_name":"pull_request","event":{"repository":{"id":1},"pull_request":{"head":"""
        + """{"repo":{"id":1}},"user":{"type":"User"}}}},"vars":{},"files":"abc"}""";
    private const string Queue = """{"github":{"event_name":"merge_group","event":{"repository":{"id":1}}},"vars":"""
        + """{"AZURE_TENANT_ID":"t"},"files":"abc"}""";
    private const string Push =
        """{"github":{"event_name":"push","event":{"repository":{"id":1}}},"vars":{"AZURE_TENANT_ID":"t"},"files":"abc"}""";

    [Theory]
    [InlineData("preview", "cloud", Own, true)]
    [InlineData("preview", "cloud", OwnOfAFork, true)]
    [InlineData("preview", "cloud", Fork, false)]
    [InlineData("preview", "cloud", Deleted, false)]
    [InlineData("preview", "cloud", Bot, false)]
    [InlineData("preview", "cloud", NoCloud, false)]
    [InlineData("preview", "cloud", Queue, false)]
    [InlineData("drift", "drift", Push, true)]
    [InlineData("drift", "drift", NoCloud, false)]
    [InlineData("deploy", "dev", Push, true)]
    [InlineData("deploy", "dev", NoCloud, false)]
    [InlineData("deploy", "dev", """{"vars":{"AZURE_TENANT_ID":"t"},"inputs":{"stack":"prod"}}""", false)]
    [InlineData("deploy", "dev", """{"vars":{"AZURE_TENANT_ID":"t"},"inputs":{"stack":"all"}}""", true)]
    [InlineData("deploy", "dev", """{"vars":{"AZURE_TENANT_ID":"t","STACKS":"[\"prod\"]"}}""", false)]
    [InlineData("deploy", "plan-prod", Push, true)]
    [InlineData("deploy", "plan-prod", """{"vars":{"AZURE_TENANT_ID":"t"},"inputs":{"stack":"dev"}}""", false)]
    [InlineData("deploy", "plan-prod", """{"vars":{"AZURE_TENANT_ID":"t"},"failure":true}""", false)]
    [InlineData("deploy", "plan-prod", """{"vars":{"AZURE_TENANT_ID":"t"},"cancelled":true}""", false)]
    [InlineData("deploy", "plan-prod", """{"vars":{"AZURE_TENANT_ID":"t","STACKS":"[\"dev\"]"}}""", false)]
    [InlineData("deploy", "accept-risks", """{"needs":{"plan-prod":{"outputs":{"risks":"true"}}}}""", true)]
    [InlineData("deploy", "accept-risks", """{"needs":{"plan-prod":{"outputs":{"risks":"false"}}}}""", false)]
    [InlineData("deploy", "accept-risks", """{"needs":{"plan-prod":{"outputs":{}}}}""", false)]
    [InlineData(
        "deploy", "prod",
        """{"needs":{"plan-prod":{"result":"success","outputs":{"risks":"false"}},"accept-risks":{"result":"skipped"}}}""", true)]
    [InlineData(
        "deploy", "prod",
        """{"needs":{"plan-prod":{"result":"success","outputs":{"risks":"true"}},"accept-risks":{"result":"success"}}}""", true)]
    [InlineData(
        "deploy", "prod",
        """{"needs":{"plan-prod":{"result":"success","outputs":{"risks":"true"}},"accept-risks":{"result":"skipped"}}}""", false)]
    [InlineData(
        "deploy", "prod",
        """{"needs":{"plan-prod":{"result":"success","outputs":{"risks":"true"}},"accept-risks":{"result":"failure"}},"failure":true}""",
        false)]
    [InlineData(
        "deploy", "prod", """{"needs":{"plan-prod":{"result":"skipped","outputs":{}},"accept-risks":{"result":"skipped"}}}""", false)]
    [InlineData(
        "deploy", "prod", """{"needs":{"plan-prod":{"result":"success","outputs":{}},"accept-risks":{"result":"skipped"}}}""", false)]
    [InlineData("retrain", "fetch", """{"inputs":{"registered":"7"}}""", true)]
    [InlineData("retrain", "fetch", """{"inputs":{"registered":""}}""", false)]
    [InlineData("retrain", "compare", """{"needs":{"fetch":{"result":"skipped"}}}""", true)]
    [InlineData("retrain", "compare", """{"needs":{"fetch":{"result":"failure"}},"failure":true}""", false)]
    [InlineData("retrain", "propose", """{"needs":{"compare":{"outputs":{"better":"true"}}}}""", true)]
    [InlineData("retrain", "propose", """{"needs":{"compare":{"outputs":{"better":"false"}}}}""", false)]
    [InlineData("retrain", "propose", """{"needs":{"compare":{"outputs":{}}},"failure":true}""", false)]
    [InlineData(
        "comment", "comment", """{"github":{"event":{"workflow_run":{"event":"pull_request","path":".github/workflows/preview.yml"}}}}""",
        true)]
    [InlineData(
        "comment", "comment", """{"github":{"event":{"workflow_run":{"event":"push","path":".github/workflows/preview.yml"}}}}""", false)]
    [InlineData(
        "comment", "comment", """{"github":{"event":{"workflow_run":{"event":"pull_request","path":".github/workflows/mine.yml"}}}}""",
        false)]
    public void Jobs_OfAnEvent_RunWhereTheyMay(string workflow, string job, string contexts, bool expected)
    {
        var condition = Child(WorkflowFile.Workflows.Single(file => file.Name == workflow).Jobs.Single(each => each.Name == job).Job, "if");

        Assert.Equal(expected, Expression.IsTrue($"{condition}", (JsonObject)JsonNode.Parse(contexts)!));
    }

    [Theory]
    [InlineData(Own, true)]
    [InlineData(Push, true)]
    [InlineData(Queue, true)]
    [InlineData(Fork, false)]
    [InlineData(Bot, false)]
    [InlineData("""{"github":{"event_name":"push"},"vars":{"CODE_SCANNING":"off"},"files":"abc"}""", false)]
    [InlineData("""{"github":{"event_name":"push"},"vars":{}}""", false)]
    public void Findings_OfAnEvent_AreUploadedWhereTheTokenMay(string contexts, bool expected)
    {
        var upload = Assert.Single(
            WorkflowFile.Workflows.Single(file => file.Name == "ci").Steps,
            step => $"{Child(step, "uses")}".Contains("upload-sarif", StringComparison.Ordinal));

        Assert.Equal(expected, Expression.IsTrue($"{Child(upload, "if")}", (JsonObject)JsonNode.Parse(contexts)!));
    }

    // A condition that is added is tried above
    [Fact]
    public void Jobs_WithACondition_AreAllTried()
    {
        var tried = typeof(ConditionTests).GetMethod(nameof(Jobs_OfAnEvent_RunWhereTheyMay))!.GetCustomAttributesData()
            .Select(attribute => (IReadOnlyList<CustomAttributeTypedArgument>?)attribute.ConstructorArguments.FirstOrDefault().Value)
            .Where(arguments => arguments is { Count: 4 }).Select(arguments => $"{arguments![0].Value}/{arguments[1].Value}");

        Assert.Equal(
            WorkflowFile.Workflows.SelectMany(
                file => file.Jobs.Where(job => Child(job.Job, "if") is not null).Select(job => $"{file.Name}/{job.Name}"))
                .Order(StringComparer.Ordinal),
            tried.Distinct().Order(StringComparer.Ordinal));
    }
}
