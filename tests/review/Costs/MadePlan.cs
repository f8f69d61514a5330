using System.Text.Json.Nodes;
using Platform.Review.Costs;
using Platform.Review.Costs.Kinds;
using Platform.Review.Costs.Prices;
using Platform.Review.Costs.Usage;
using Platform.Review.Plans;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Costs;

/// <summary>Small plans in one region, and prices that are easy to reckon with.</summary>
internal static class MadePlan
{
    public const string Vms = "Virtual Machines";
    private const string Group = "azure-native:resources:ResourceGroup";

    /// <summary>A node of two processors and 8 GiB costs 0.1 an hour, a zone 0.5 a month.</summary>
    public static PriceTable Prices { get; } = new(
        [
            Price(Vms, "Small", Machines.Compute, Units.Hour, 0.1m),
            Price(Vms, "Small", Machines.Spot, Units.Hour, 0.02m),
            Price("Managed Disks", "P6", "Disk, LRS", Units.Month, 10m),
            Price("Azure DNS", "Private", "Zone", Units.Month, 0.5m, "global"),
            Price("Bandwidth", "", "Out to the internet", Units.Gigabyte, 0.1m) with { Free = 100 },
            Price("Azure Machine Learning", "", "Serverless tokens", Units.MillionTokens, null) with { Note = "each model has its own" },
        ],
        [new ExchangeRate("EUR", 1.25m, "https://example.com/rates", new(2026, 1, 2))],
        [new NodeSize("Small", 2, 8)]);

    public static Price Price(string service, string sku, string meter, string unit, decimal? amount, string region = "here")
        => new(service, sku, meter, region, unit, amount, "USD", "https://example.com/prices", new(2026, 1, 1), 0, null);

    public static Plan Of(params PlannedResource[] resources)
        => Planted.Of([Resource("platform/network/group", Group, """{ "location": "here" }"""), .. resources]);

    public static PlannedResource Resource(string path, string type, string inputs = "{}")
        => Planted.Resource(path, type, JsonNode.Parse(inputs)!.AsObject());

    public static PlannedResource Pool(string path, int nodes, string more = "")
        => Resource(path, "azure-native:containerservice:AgentPool",
            $$"""{ "vmSize": "Small", "count": {{nodes}}, "osDiskType": "Ephemeral", "mode": "User" {{more}} }""");

    /// <summary>A zone is all that is paid for of DNS.</summary>
    public static UsageAssumptions NoQueries { get; } = new() { DnsQueries = 0 };

    public static PlannedResource Zone(string path)
        => Resource(
            path, "azure-native:privatedns:PrivateZone",
            $$"""{ "privateZoneName": "{{path.Split('/')[^1]}}", "resourceGroupName": "rg" }""");

    public static CostReport Report(Plan plan, UsageAssumptions? usage = null) => CostReport.Of(plan, usage ?? NoQueries, Prices);
}
