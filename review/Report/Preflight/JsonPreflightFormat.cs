using System.Text.Json.Nodes;
using Platform.Review.Preflight;
using Platform.Review.Values;

namespace Platform.Review.Report.Preflight;

/// <summary>For programs.</summary>
internal sealed class JsonPreflightFormat : IPreflightFormat
{
    public string Write(PreflightReport report) => new JsonObject
    {
        ["schemaVersion"] = 1,
        ["stack"] = report.Stack,
        ["subscription"] = report.Account.SubscriptionId,
        ["tenant"] = report.Account.TenantId,
        ["caller"] = report.Account.Name,
        ["clear"] = report.IsClear,
        ["checks"] = new JsonArray([.. PreflightReport.Checks.Select(check => JsonValue.Create(check.Name))]),
        ["obstacles"] = new JsonArray([.. report.Obstacles.Select(obstacle => new JsonObject
        {
            ["check"] = obstacle.Check,
            ["weight"] = obstacle.Weight.ToString().ToLowerInvariant(),
            ["what"] = obstacle.What,
            ["mend"] = obstacle.Mend,
        })]),
    }.ToJsonString(JsonText.Indented) + "\n";
}
