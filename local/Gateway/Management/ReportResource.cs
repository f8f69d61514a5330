using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Platform.Gateway.Model;

namespace Platform.Gateway.Management;

/// <summary>Calls by subscription, in whole days: https://learn.microsoft.com/rest/api/apimanagement/reports/list-by-subscription</summary>
internal sealed partial class ReportResource(ManagementState state)
{
    public Task BySubscriptionAsync(ManagementRequest request)
    {
        var match = Range().Match(request.Query["$filter"].ToString());
        if (!match.Success || !TryDay(match.Groups[1].Value, out var from) || !TryDay(match.Groups[2].Value, out var to))
            throw ManagementFault.Invalid(
                $"'$filter' is '{request.Query["$filter"]}'; "
                + "allowed: timestamp ge datetime'2026-01-01T00:00:00' and timestamp le datetime'2026-01-31T00:00:00'");
        var lines = state.Model.Counts.Between(from, to).Select(each => Line(each.Subscription, each.Count)).ToArray();
        return request.AnswerAsync(200, new() { ["value"] = new JsonArray(lines), ["count"] = lines.Length });
    }

    // Ids are relative to the service here, as in no other answer
    private JsonObject Line(string id, CallCount count)
    {
        var subscription = state.Model.Subscriptions.Get(id);
        return new()
        {
            ["name"] = subscription?.Name ?? "",
            ["userId"] = subscription?.OwnerId is { } owner ? $"/users/{owner}" : null,
            ["productId"] = subscription?.Of.Kind == "products" ? subscription.Scope : null,
            ["subscriptionId"] = $"/subscriptions/{id}",
            ["callCountSuccess"] = count.Success,
            ["callCountBlocked"] = count.Blocked,
            ["callCountFailed"] = count.Failed,
            ["callCountOther"] = count.Other,
            ["callCountTotal"] = count.Success + count.Blocked + count.Failed + count.Other,
        };
    }

    private static bool TryDay(string text, out DateOnly day)
    {
        var isTime = DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time);
        day = DateOnly.FromDateTime(time);
        return isTime;
    }

    [GeneratedRegex("^timestamp g[et] datetime'([^']+)' and timestamp l[et] datetime'([^']+)'$")]
    private static partial Regex Range();
}
