using System.Net;
using Platform.Review.Costs.Prices;
using Platform.Review.Tests.Commands;

namespace Platform.Review.Tests.Costs.Prices.Retail;

/// <summary>What is read from answers of Azure's price list, as it writes them.</summary>
public sealed class PriceUpdateTests : IDisposable
{
    private const string Table = """
        # Kept as it is
        prices:
          - service: Virtual Machines
            region: westeurope
            currency: USD
            source: >-
              https://example.com/recorded,
              by somebody
            date: 2026-08-22
            entries:
              - { sku: Standard_D2ds_v5, meter: Compute, unit: hour, price: 0.13 }
              - { sku: Standard_D2ds_v5, meter: Spot, unit: hour, price: 0.02 }
          # Of the first 50 TB it has a price of its own
          - service: Storage
            region: westeurope
            currency: USD
            source: https://example.com/storage
            date: 2026-08-22
            entries:
              - { sku: Hot LRS, meter: Data, unit: GB for a month, price: 0.018 }
              - { sku: Hot LRS, meter: Lost, unit: hour, price: 1, note: not of the list }
          - service: Azure Machine Learning
            region: global
            currency: USD
            source: https://example.com/learning
            date: 2024-07-01
            entries:
              - { sku: "", meter: Serverless tokens, unit: "1,000,000 tokens", note: each has its own }
        exchangeRates:
          - currency: EUR
            value: 1.1
            source: https://example.com/rates
            date: 2024-07-01

        """;

    private readonly TemporaryFolder _folder = new();

    public PriceUpdateTests()
    {
        _folder.Write("Pulumi.yaml", "name: platform\n");
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, Table.ReplaceLineEndings("\n"));
    }

    private string File => Path.Combine(_folder.Path, "review", "Costs", "Prices", "some.yaml");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Update_OfAWholeAnswer_WritesPricesDaysAndSources()
    {
        var (code, output, error) = await UpdateAsync(Machines, MachinesToo, Storage);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(
            """
            Virtual Machines Standard_D2ds_v5, Compute, westeurope: 0.13 → 0.135 (+3.8 %)
            Storage Hot LRS, Data, westeurope: 0.018 → 0.0196 (+8.9 %); now 0.0196, 0.0188 from 51200
            Storage Hot LRS, Lost, westeurope: Azure's list is not asked for it: bring it up to date by hand (not of the list)
            Azure Machine Learning, Serverless tokens, global: Azure's list is not asked for it: bring it up to date by hand (each has its own)
            Exchange rate of EUR: Azure's list is in dollars: bring it up to date by hand, from https://example.com/rates
            6 prices: 2 changed, 1 as before, 3 not brought up to date

            """.ReplaceLineEndings("\n"),
            output);
        var today = $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}";
        Assert.Equal(
            Table.ReplaceLineEndings("\n")
                .Replace(
                    "    source: >-\n      https://example.com/recorded,\n      by somebody\n    date: 2026-08-22\n",
                    "    source: https://prices.azure.com/api/retail/prices?$filter=serviceName eq 'Virtual Machines' and armRegionName "
                    + $"eq 'westeurope' and priceType eq 'Consumption'\n    date: {today}\n", StringComparison.Ordinal)
                .Replace("price: 0.13 ", "price: 0.135 ", StringComparison.Ordinal)
                .Replace(
                    "unit: GB for a month, price: 0.018 }",
                    $"unit: GB for a month, steps: [{{ from: 0, price: 0.0196 }}, {{ from: 51200, price: 0.0188 }}], date: {today}, "
                    + "source: \"https://prices.azure.com/api/retail/prices?$filter=serviceName eq 'Storage' and armRegionName eq "
                    + "'westeurope' and priceType eq 'Consumption'\" }", StringComparison.Ordinal),
            await System.IO.File.ReadAllTextAsync(File));
        Assert.Equal(0.0196m, PriceTable.Of([PriceTable.Read(await System.IO.File.ReadAllTextAsync(File), "it")]).All[2].Amount);
    }

    [Fact]
    public async Task Update_OfAPriceThatTheListLacks_KeepsItsDayAndSaysSo()
    {
        var (code, output, _) = await UpdateAsync(Page(Machine("D2ds v5", 0.135m)), Storage);

        Assert.Equal(0, code);
        Assert.Contains(
            "Virtual Machines Standard_D2ds_v5, Spot, westeurope: Azure's list has no such price; it keeps its day\n", output,
            StringComparison.Ordinal);
        Assert.Contains("    date: 2026-08-22\n", await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
    }

    // Of half a list nobody knows which prices are missing
    [Theory]
    [InlineData("""{"Items":[{"currencyCode":"USD",""", "page 1 is not to be read: ")]
    [InlineData("""<html>busy</html>""", "page 1 is not to be read: ")]
    [InlineData("""{"Items":[],"Count":100,"NextPageLink":null}""", "page 1 says that it has 100 prices, and has 0")]
    [InlineData(
        """{"Items":[],"Count":0,"NextPageLink":"https://example.com/next"}""",
        "its page 2 is at 'https://example.com/next', which is no next page")]
    [InlineData("""{"Items":[{"meterName":"x"}],"Count":1,"NextPageLink":null}""", "page 1 is not to be read: ")]
    [InlineData(
        """{"Items":[{"currencyCode":"EUR","tierMinimumUnits":0,"retailPrice":1"""
        + ""","armRegionName":"a","meterName":"m","productName":"p","skuName":"s","unitOfMeasure":"u","type":"Consumption"}],"Count":1"""
        + ""","NextPageLink":null}""",
        "page 1 has m at 1 EUR")]
    [InlineData("503", "it answers 503 Service Unavailable for page 1")]
    [InlineData("429", "it answers 429 Too Many Requests for page 1")]
    public async Task Update_OfHalfAnAnswer_WritesNothing(string answer, string expected)
    {
        var (code, output, error) = await UpdateAsync(answer);

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith(
            $"Azure's price list did not answer wholly of Virtual Machines in westeurope: {expected}", error, StringComparison.Ordinal);
        Assert.EndsWith(". Nothing was written; try again.", error.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(Table.ReplaceLineEndings("\n"), await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task Update_OfASecondPageThatDoesNotCome_WritesNothing()
    {
        var (code, _, error) = await UpdateAsync(Machines, "503");

        Assert.Equal(1, code);
        Assert.Contains("it answers 503 Service Unavailable for page 2", error, StringComparison.Ordinal);
        Assert.Equal(Table.ReplaceLineEndings("\n"), await System.IO.File.ReadAllTextAsync(File));
    }

    [Fact]
    public async Task Update_OfWhatTheListDoesNotKnow_SaysSo()
        => Assert.Equal(
            "Azure's price list has none of the 6 prices. Nothing was written; try again.",
            (await UpdateAsync(Empty, Empty)).Error.TrimEnd());

    private const string Empty = """{"Items":[],"Count":0,"NextPageLink":null}""";

    private static string Machines => Page(Machine("D2ds v5", 0.135m), "https://prices.azure.com/api/retail/prices?$skip=1000");

    private static string MachinesToo => Page(
        $"{Machine("D2ds v5 Spot", 0.02m)},{Machine("D2ds v5", 0.227m, " Windows")},{Machine("D2ds v5 Low Priority", 0.027m)}");

    private static string Storage => Page(
        $"{Blob(51200, 0.0188m)},{Blob(0, 0.0196m)},{Blob(0, 0.01m, "General Block Blob v2 Hierarchical Namespace")}");

    private static string Machine(string sku, decimal price, string system = "")
        => $$"""
            {"currencyCode":"USD","tierMinimumUnits":0.0,"retailPrice":{{price}},"unitPrice":{{price}},
            "armRegionName":"westeurope","location":"EU West","effectiveStartDate":"2023-01-01T00:00:00Z","meterId":"m",
            "meterName":"{{sku}}","productId":"p","skuId":"s","productName":"Virtual Machines Ddsv5 Series{{system}}",
            "skuName":"{{sku}}","serviceName":"Virtual Machines","serviceId":"DZH313Z7MMC8","serviceFamily":"Compute",
            "unitOfMeasure":"1 Hour","type":"Consumption","isPrimaryMeterRegion":true,"armSkuName":"Standard_D2ds_v5"}
            """;

    private static string Blob(int from, decimal price, string product = "General Block Blob v2")
        => $$"""
            {"currencyCode":"USD","tierMinimumUnits":{{from}}.0,"retailPrice":{{price}},"unitPrice":{{price}},
            "armRegionName":"westeurope","meterName":"Hot LRS Data Stored","productName":"{{product}}","skuName":"Hot LRS",
            "serviceName":"Storage","unitOfMeasure":"1 GB/Month","type":"Consumption","armSkuName":""}
            """;

    private static string Page(string items, string? next = null)
    {
        var count = items.Split("\"currencyCode\"").Length - 1;
        return $$"""{"BillingCurrency":"USD","CustomerEntityId":"Default","CustomerEntityType":"Retail","Items":[{{items}}]"""
            + $$""","NextPageLink":{{(next is null ? "null" : $"\"{next}\"")}},"Count":{{count}}}""";
    }

    private Task<CommandLine> UpdateAsync(params string[] answers)
        => CommandLine.RunAsync(new RecordedAnswers(answers), "prices", "--update", "--root", _folder.Path);

    private sealed class RecordedAnswers(string[] answers) : HttpMessageHandler
    {
        private int _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = answers[_next++];
            return Task.FromResult(int.TryParse(answer, out var status)
                ? new HttpResponseMessage((HttpStatusCode)status)
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer) });
        }
    }
}
