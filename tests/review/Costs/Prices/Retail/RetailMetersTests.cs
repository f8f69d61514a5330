using System.Globalization;
using System.Net;
using Platform.Review.Costs.Prices;
using Platform.Review.Costs.Prices.Retail;

namespace Platform.Review.Tests.Costs.Prices.Retail;

/// <summary>By which names each family's prices are found in Azure's list, in its own form.</summary>
public sealed class RetailMetersTests
{
    // The table's price; then where the list has it: region, product, SKU, meter, unit, and its prices by quantity
    [Theory]
    [InlineData(
        "Container Registry", "sku: Basic, meter: Registry, unit: day", "eastus", "Container Registry", "Basic", "Basic Registry Unit",
        "1/Day", "0:0.1666", "price: 0.1666")]
    [InlineData(
        "Container Registry", "sku: Premium, meter: Replica, unit: day", "eastus", "Container Registry", "Premium",
        "Premium Registry Replication Unit", "1/Day", "0:1.6667", "price: 1.6667")]
    [InlineData(
        "Container Registry", "sku: Premium, meter: Images, unit: GB for a month, free: 500", "eastus", "Container Registry", "Premium",
        "Data Stored", "1 GB/Month", "0:0.1", "price: 0.1, free: 500")]
    [InlineData(
        "Container Registry", "sku: \"\", meter: Processor of a build, unit: second", "eastus", "Container Registry", "Standard",
        "Task vCPU Duration", "1 Second", "0:0 6000:0.0001", "price: 0.0001, free: 6000")]
    [InlineData(
        "Azure Kubernetes Service", "sku: Standard, meter: Cluster, unit: hour", "eastus", "Azure Kubernetes Service", "Standard",
        "Standard Uptime SLA", "1 Hour", "0:0.1", "price: 0.1")]
    [InlineData(
        "Azure Kubernetes Service", "sku: Premium, meter: Cluster, unit: hour", "eastus", "Azure Kubernetes Service", "Standard",
        "Standard Long Term Support", "1 Hour", "0:0.6", "price: 0.6")]
    [InlineData(
        "API Management", "sku: Developer, meter: Gateway unit, unit: hour", "eastus", "API Management", "Developer", "Developer Unit",
        "1/Hour", "0:0.0658", "price: 0.0658")]
    [InlineData(
        "API Management", "sku: BasicV2, meter: Gateway unit, unit: hour", "eastus", "API Management", "Basic v2", "Basic v2 Unit",
        "1 Hour", "0:0.20548", "price: 0.20548")]
    [InlineData(
        "API Management", "sku: BasicV2, meter: Further gateway unit, unit: hour", "eastus", "API Management", "Basic v2",
        "Basic v2 Secondary Unit", "1 Hour", "0:0.20548", "price: 0.20548")]
    [InlineData(
        "API Management", "sku: StandardV2, meter: Calls, unit: \"1,000,000 calls\"", "eastus", "API Management", "Standard v2",
        "Standard v2 Calls", "10K", "0:0 5000:0.025", "price: 2.5, free: 50")]
    [InlineData(
        "API Management", "sku: Consumption, meter: Calls, unit: \"1,000,000 calls\"", "eastus", "API Management", "Consumption",
        "Consumption Calls", "10K", "0:0 100:0.035", "price: 3.5, free: 1")]
    [InlineData(
        "Azure Monitor", "sku: Alerts, meter: Metric series, unit: month", "Global", "Azure Monitor", "Alerts", "Alerts Metric Monitored",
        "1/Month", "0:0 10:0.1", "price: 0.1")]
    [InlineData(
        "Azure Monitor", "sku: Alerts, meter: Log query every 5 minutes, unit: month", "Global", "Azure Monitor", "Alerts",
        "Alerts System Log Monitored at 5 Minute Frequency", "1/Month", "0:1.5", "price: 1.5")]
    [InlineData(
        "Azure Monitor", "sku: Alerts, meter: Log query every minute, unit: month", "eastus", "Azure Monitor", "Alerts",
        "Alerts System Log Monitored at 1 Minute Frequency", "1/Month", "0:3", "price: 3")]
    [InlineData(
        "Azure Monitor", "sku: \"\", meter: Web test, unit: execution", "eastus", "Azure Monitor", "Standard Web Test",
        "Standard Web Test Execution", "1", "0:0.000645", "price: 0.000645")]
    [InlineData(
        "Azure Monitor", "sku: Prometheus, meter: Samples, unit: \"10,000,000 samples\"", "eastus", "Azure Monitor", "Metrics ingestion",
        "Metrics ingestion Metric samples", "10M", "0:0.16", "price: 0.16")]
    [InlineData(
        "Azure Monitor", "sku: Prometheus, meter: Queries, unit: \"10,000,000 samples\"", "eastus", "Azure Monitor",
        "Prometheus Metrics Queries", "Prometheus Metrics Queries Metric samples", "10M", "0:0.001", "price: 0.001")]
    [InlineData(
        "Log Analytics", "sku: PerGB2018, meter: Ingestion, unit: GB", "eastus", "Log Analytics", "Analytics Logs",
        "Analytics Logs Data Ingestion", "1 GB", "0:0 5:2.3", "price: 2.3, free: 5")]
    [InlineData(
        "Log Analytics", "sku: PerGB2018, meter: Ingestion, unit: GB", "eastus", "Log Analytics", "Analytics Logs",
        "Analytics Logs Data Analyzed", "1 GB", "0:3.34", "price: 3.34")]
    [InlineData(
        "Log Analytics", "sku: PerGB2018, meter: Retention, unit: GB for a month", "eastus", "Log Analytics", "Analytics Logs",
        "Analytics Logs Data Retention", "1 GB", "0:0.1", "price: 0.1")]
    [InlineData(
        "Public IP Addresses", "sku: Standard, meter: Address, unit: hour", "Global", "IP Addresses", "Standard",
        "Standard IPv4 Static Public IP", "1 Hour", "0:0.005", "price: 0.005")]
    [InlineData(
        "NAT Gateway", "sku: Standard, meter: Gateway, unit: hour", "Global", "NAT Gateway", "Standard", "Standard Gateway", "1 Hour",
        "0:0.045", "price: 0.045")]
    [InlineData(
        "Load Balancer", "sku: Standard, meter: Rules, unit: hour", "Global", "Load Balancer", "Standard",
        "Standard Included LB Rules and Outbound Rules", "1 Hour", "0:0.025", "price: 0.025")]
    [InlineData(
        "Load Balancer", "sku: Standard, meter: Data, unit: GB", "Global", "Load Balancer", "Standard", "Standard Data Processed", "1 GB",
        "0:0.005", "price: 0.005")]
    [InlineData(
        "Private Link", "sku: \"\", meter: Endpoint, unit: hour", "Global", "Virtual Network Private Link", "Standard",
        "Standard Private Endpoint", "1 Hour", "0:0.01", "price: 0.01")]
    [InlineData(
        "Private Link", "sku: \"\", meter: Data, unit: GB", "Global", "Virtual Network Private Link", "Standard",
        "Standard Data Processed - Ingress", "1 GB", "0:0.01 1000000:0.006 5000000:0.004",
        "steps: [{ from: 0, price: 0.01 }, { from: 1000000, price: 0.006 }, { from: 5000000, price: 0.004 }]")]
    [InlineData(
        "Azure DNS", "sku: Private, meter: Zone, unit: month", "Zone 1", "Azure DNS", "Private", "Private Zone", "1", "0:0.5 25:0.1",
        "steps: [{ from: 0, price: 0.5 }, { from: 25, price: 0.1 }]")]
    [InlineData(
        "Azure DNS", "sku: Private, meter: Queries, unit: \"1,000,000 queries\"", "", "Azure DNS", "Private", "Private Queries", "1M",
        "0:0.4", "price: 0.4")]
    [InlineData(
        "Azure DNS", "sku: Public, meter: Zone, unit: month", "Zone 1", "Azure DNS", "Public", "Public Zone", "1", "0:0.5 25:0.1",
        "steps: [{ from: 0, price: 0.5 }, { from: 25, price: 0.1 }]")]
    [InlineData(
        "Azure Firewall", "sku: Basic, meter: Deployment, unit: hour", "eastus", "Azure Firewall", "Basic", "Basic Deployment", "1 Hour",
        "0:0.395", "price: 0.395")]
    [InlineData(
        "Azure Firewall", "sku: Premium, meter: Data, unit: GB", "eastus", "Azure Firewall", "Premium", "Premium Data Processed", "1 GB",
        "0:0.016", "price: 0.016")]
    [InlineData(
        "Bandwidth", "sku: \"\", meter: Out to the internet, unit: GB", "eastus", "Rtn Preference: MGN", "Standard",
        "Standard Data Transfer Out", "1 GB", "0:0 100:0.087 10335:0.083",
        "steps: [{ from: 0, price: 0.087 }, { from: 10235, price: 0.083 }], free: 100")]
    [InlineData(
        "Azure Database for PostgreSQL", "sku: Standard_B2s, meter: Compute, unit: hour", "eastus",
        "Azure Database for PostgreSQL Flexible Server Burstable BS Series Compute", "B2S", "B2S", "1 Hour", "0:0.068", "price: 0.068")]
    [InlineData(
        "Azure Database for PostgreSQL", "sku: GeneralPurpose, meter: Processor, unit: hour", "eastus",
        "Azure Database for PostgreSQL Flexible Server General Purpose - Ddsv5 Series Compute", "2 vCore", "vCore", "1 Hour", "0:0.178",
        "price: 0.089")]
    [InlineData(
        "Azure Database for PostgreSQL", "sku: MemoryOptimized, meter: Processor, unit: hour", "eastus",
        "Azure Database for PostgreSQL Flexible Server Memory Optimized Edsv5 Series Compute", "1 vCore", "vCore", "1 Hour", "0:0.125",
        "price: 0.125")]
    [InlineData(
        "Azure Database for PostgreSQL", "sku: \"\", meter: Storage, unit: GB for a month", "eastus",
        "Az DB for PostgreSQL Flexible Server Storage", "Storage", "Storage Data Stored", "1 GB/Month", "0:0.115", "price: 0.115")]
    [InlineData(
        "Azure Database for PostgreSQL", "sku: \"\", meter: Backup, unit: GB for a month", "eastus",
        "Azure Database for PostgreSQL Flexible Server Backup Storage", "Backup Storage LRS", "Backup Storage LRS Data Stored",
        "1 GB/Month", "0:0.095", "price: 0.095")]
    [InlineData(
        "Defender for Cloud", "sku: Containers, meter: Plan, unit: month", "eastus", "Microsoft Defender for Containers",
        "Standard vCore", "Standard vCore vCore Pack", "1/Hour", "0:0.0095", "price: 6.935")]
    [InlineData(
        "Defender for Cloud", "sku: KeyVaults, meter: Plan, unit: month", "eastus", "Microsoft Defender for Key Vault", "Per node Std",
        "Per node Std Node", "1/Hour", "0:0.00034", "price: 0.2482")]
    [InlineData(
        "Defender for Cloud", "sku: StorageAccounts, meter: Plan, unit: month", "eastus", "Microsoft Defender for Storage", "Standard",
        "Standard Node", "1/Hour", "0:0.0134", "price: 9.782")]
    [InlineData(
        "Defender for Cloud", "sku: Arm, meter: Plan, unit: month", "eastus", "Microsoft Defender for Resource Manager", "Per node Std",
        "Per node Std Node", "1/Hour", "0:0.0069", "price: 5.037")]
    [InlineData(
        "Defender for Cloud", "sku: CloudPosture, meter: Plan, unit: month", "Global", "Microsoft Defender CSPM", "Standard",
        "Standard Node", "1/Hour", "0:0.007", "price: 5.11")]
    public async Task Update_OfAFamily_FindsItsPriceWhereTheListHasIt(
        string service, string entry, string region, string product, string sku, string meter, string unit, string prices, string expected)
    {
        string[] items =
        [
            .. prices.Split(' ').Select(step => step.Split(':')).Select(step => Item(region, product, sku, meter, unit, step[0], step[1])),
            // What is no such price: of another product, SKU, meter or way to pay
            Item(region, $"{product} II", sku, meter, unit, "0", "77"),
            Item(region, product, sku, $"{meter} - Free", unit, "0", "78"),
            Item(region, product, sku, meter, unit, "0", "79", "DevTestConsumption"),
            Item(region, product, sku, meter, "1 Fortnight", "0", "80"),
        ];
        var list = new ListedItems(region, items);

        var (text, change) = await UpdateAsync(list, service, $"{entry}, price: 99");

        Assert.True(change.Why is null, change.Why);
        Assert.Contains($", {expected} }}", text, StringComparison.Ordinal);
        Assert.Contains($"armRegionName eq '{region}' and priceType eq 'Consumption'", text, StringComparison.Ordinal);
        Assert.Equal(region == "eastus", text.Contains("basis: of US East, taken for every region", StringComparison.Ordinal));
        // What was written is what is read
        var price = Assert.Single(PriceTable.Of([PriceTable.Read(text, "it")]).All);
        Assert.Equal(Today, price.Date);
        Assert.Equal(change.After, price.Amount);
    }

    [Fact]
    public async Task Update_OfAPriceThatTheListHasTwice_TakesNeither()
    {
        var list = new ListedItems(
            "eastus", Item("eastus", "API Management", "Basic", "Basic Unit", "1 Hour", "0", "0.2"),
            Item("eastus", "API Management", "Basic", "Basic Unit", "1 Hour", "0", "0.3"));

        var (text, change) = await UpdateAsync(list, "API Management", "sku: Basic, meter: Gateway unit, unit: hour, price: 99");

        Assert.Equal("Azure's list has several such prices, 0.2, 0.3; it keeps its day", change.Why);
        Assert.Contains("price: 99 }", text, StringComparison.Ordinal);
        Assert.Contains("date: 2024-07-01", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_OfSizesWithAnItemEach_TakesTheSmallest()
    {
        const string Product = "Azure Database for PostgreSQL Flexible Server General Purpose Ddsv5 Series Compute";
        var list = new ListedItems(
            "eastus", Item("eastus", Product, "96 vCore", "vCore", "1 Hour", "0", "8.5441"),
            Item("eastus", Product, "2 vCore", "vCore", "1 Hour", "0", "0.178"));

        Assert.Equal(
            0.089m,
            (await UpdateAsync(
                list, "Azure Database for PostgreSQL", "sku: GeneralPurpose, meter: Processor, unit: hour, price: 1")).Change.After);
    }

    [Fact]
    public async Task Update_WhereTheListHasItElsewhere_SaysThatItHasNone()
    {
        var list = new ListedItems("westus", Item("westus", "Azure Firewall", "Basic", "Basic Deployment", "1 Hour", "0", "0.4"));

        var (text, change) = await UpdateAsync(list, "Azure Firewall", "sku: Basic, meter: Deployment, unit: hour, price: 99");

        Assert.Equal("Azure's list has no such price; it keeps its day", change.Why);
        Assert.Contains("price: 99 }", text, StringComparison.Ordinal);
    }

    // A later step that falls is a change, though the first unit costs what it did
    [Fact]
    public async Task Update_OfALaterStep_IsAChange()
    {
        var list = new ListedItems(
            "Zone 1", Item("Zone 1", "Azure DNS", "Private", "Private Zone", "1", "0", "0.5"),
            Item("Zone 1", "Azure DNS", "Private", "Private Zone", "1", "25", "0.1"));

        var (_, change) = await UpdateAsync(list, "Azure DNS", "sku: Private, meter: Zone, unit: month, price: 0.5");

        Assert.True(change.IsChanged);
        Assert.Equal("0.5, 0.1 from 25", change.Elsewhere);
    }

    [Fact]
    public async Task Update_OfPartOfAGroup_GivesThePriceItsOwnDayAndSource()
    {
        var list = new ListedItems("eastus", Item("eastus", "Azure Firewall", "Basic", "Basic Deployment", "1 Hour", "0", "0.4"));

        var text = await TextAsync(list, "Azure Firewall", """
                  - { sku: Basic, meter: Deployment, unit: hour, price: 99 }
                  - { sku: Basic, meter: Data, unit: GB, price: 98 }
            """);

        var prices = PriceTable.Of([PriceTable.Read(text, "it")]).All;
        Assert.Equal(
            [
                (0.4m, Today, "https://prices.azure.com/api/retail/prices?$filter=serviceName eq 'Azure Firewall' and armRegionName eq "
                    + "'eastus' and priceType eq 'Consumption'",
                    "of US East, taken for every region"),
                (98m, new(2024, 7, 1), "https://example.com/before", "reckoned by somebody"),
            ],
            prices.Select(price => (price.Amount!.Value, price.Date, price.Source, price.Note!)));
    }

    // So that none is left out in silence
    [Fact]
    public void Committed_EveryPrice_IsAskedForButThoseThatTheListHasNotByOneName()
    {
        var not = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "review", "Costs", "Prices"), "*.yaml")
            .SelectMany(file => PriceTable.Read(File.ReadAllText(file), file).Prices ?? [])
            .SelectMany(group => group.Entries.Where(entry => RetailMeters.Of(group.Service, group.Region, entry) is null)
                .Select(entry => $"{group.Service}, {entry.Meter}"));

        Assert.Equal(["Azure Machine Learning, Serverless tokens", "Backup, Namespace"], not);
    }

    private static DateOnly Today { get; } = new(2026, 12, 24);

    private static async Task<(string Text, PriceChange Change)> UpdateAsync(ListedItems list, string service, string entry)
    {
        using var client = new HttpClient(list);
        var update = new PriceUpdate(new RetailList(client), Today);
        var text = await update.ApplyAsync(Table(service, $"      - {{ {entry} }}"), "it", default);
        return (text, Assert.Single(update.Changes));
    }

    private static async Task<string> TextAsync(ListedItems list, string service, string entries)
    {
        using var client = new HttpClient(list);
        return await new PriceUpdate(new RetailList(client), Today).ApplyAsync(Table(service, entries), "it", default);
    }

    private static string Table(string service, string entries) => $"""
        prices:
          - service: {service}
            region: global
            currency: USD
            source: https://example.com/before
            date: 2024-07-01
            basis: reckoned by somebody
            entries:
        """.ReplaceLineEndings("\n") + $"\n{entries.ReplaceLineEndings("\n")}\n";

    private static string Item(
        string region, string product, string sku, string meter, string unit, string from, string price, string type = "Consumption")
        => $$"""
            {"currencyCode":"USD","tierMinimumUnits":{{from}}.0,"retailPrice":{{price}},"unitPrice":{{price}},
            "armRegionName":"{{region}}","location":"","effectiveStartDate":"2023-01-01T00:00:00Z","meterId":"m",
            "meterName":"{{meter}}","productId":"p","skuId":"s","productName":"{{product}}","skuName":"{{sku}}",
            "serviceName":"x","serviceId":"x","serviceFamily":"x","unitOfMeasure":"{{unit}}","type":"{{type}}",
            "isPrimaryMeterRegion":true,"armSkuName":""}
            """;

    /// <summary>A list that has something in one region.</summary>
    private sealed class ListedItems(string region, params string[] items) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var asked = Uri.UnescapeDataString(request.RequestUri!.Query);
            string[] answered = asked.Contains($"armRegionName eq '{region}'", StringComparison.Ordinal) ? items : [];
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"Items":[{{string.Join(",", answered)}}],"NextPageLink":null,"Count":{{answered.Length}}}""")),
            });
        }
    }
}
