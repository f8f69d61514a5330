using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Gateway.Calls;
using Platform.Gateway.Policies.Limits;

namespace Platform.Gateway.Management;

/// <summary>
/// What is used of a quota, by the value of its <c>counter-key</c>, or by the subscription's id:
/// https://learn.microsoft.com/rest/api/apimanagement/quota-by-counter-keys
/// </summary>
internal sealed class QuotaResource(ManagementState state)
{
    private const double Kilobyte = 1024;

    public async Task HandleAsync(ManagementRequest request, string key)
    {
        switch (request.Method)
        {
            case "GET":
                await AnswerAsync(request, Find(key));
                break;
            case "PATCH":
                var given = await request.PropertiesAsync();
                var counters = Find(key);
                foreach (var (_, window) in counters)
                    window.Set((long)Number(given, "callsCount"), (long)(Number(given, "kbTransferred") * Kilobyte));
                await AnswerAsync(request, counters);
                break;
            default:
                throw new ManagementFault(405, "MethodNotAllowed", $"A quota has no {request.Method}; allowed: GET, PATCH");
        }
    }

    private IReadOnlyList<(CounterKey Key, FixedWindow Window)> Find(string key) => state.Model.Quotas.Named(key) is { Count: > 0 } found
        ? found
        : throw ManagementFault.NotFound("Quota counter");

    private static Task AnswerAsync(ManagementRequest request, IReadOnlyList<(CounterKey Key, FixedWindow Window)> counters)
        => request.AnswerAsync(200, new()
    {
        ["value"] = new JsonArray([.. counters.Select(each => Shape(each.Key, each.Window))]),
        ["count"] = counters.Count,
        ["nextLink"] = "",
    });

    private static JsonObject Shape(CounterKey key, FixedWindow window)
    {
        var (period, calls, bytes) = window.Used;
        return new()
        {
            ["counterKey"] = key.Counter,
            ["periodKey"] = string.Create(
                CultureInfo.InvariantCulture, $"{period.Number}_{System.Xml.XmlConvert.ToString(TimeSpan.FromSeconds(key.Seconds))}"),
            ["periodStartTime"] = period.Start,
            ["periodEndTime"] = period.End,
            ["value"] = new JsonObject { ["callsCount"] = calls, ["kbTransferred"] = bytes / Kilobyte },
        };
    }

    private static double Number(JsonObject given, string name) => given[name] switch
    {
        null => 0,
        JsonValue value when value.TryGetValue<double>(out var number) && number is >= 0 and <= int.MaxValue => number,
        var other => throw ManagementFault.Invalid($"'{name}' is {other.ToJsonString()}; allowed: 0 to {int.MaxValue}"),
    };
}
