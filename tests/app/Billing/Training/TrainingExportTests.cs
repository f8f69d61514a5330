using System.Text.Json.Nodes;
using Platform.Billing.Consent;
using Platform.Billing.Customers;
using Platform.Billing.Tests.Consent;
using Platform.Billing.Training;

namespace Platform.Billing.Tests.Training;

/// <summary>What may be trained on: of who agrees now, with its label, and of enough of them.</summary>
[Collection(PostgresCollection.Name)]
public sealed class TrainingExportTests(PostgresServer postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("export").FullName;

    private string File => Path.Combine(_folder, "labelled.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Run_OfFiveCustomers_WritesWhatTheScriptsReadAndNobodysName(string kind)
    {
        await using var collection = await WithCustomersAsync(kind, 5);

        var said = await RunAsync(collection);

        Assert.Equal($"10 rows of 5 customers are in {File}; 5 without a label are not", said);
        var lines = await System.IO.File.ReadAllLinesAsync(File);
        Assert.Equal("age,job,balance,label", lines[0]);
        Assert.Equal(
            Enumerable.Range(1, 5).SelectMany(i => new[] { $"{40 + i},\"admin, or so\",,yes", $"{60 + i},student,1.5,no" })
                .Order(StringComparer.Ordinal),
            lines[1..].Order(StringComparer.Ordinal));
        Assert.Equal(
            1,
            await collection.CountAsync(
                "SELECT COUNT(*) FROM audit WHERE action = 'export training' AND subject = 'bank 1' AND detail = "
                + "'{\"rows\":10,\"customers\":5}'"));
    }

    [Fact]
    public async Task Run_OfFour_IsRefusedAndWritesNothing()
    {
        await using var collection = await WithCustomersAsync("sqlite", 4);

        var error = await Assert.ThrowsAsync<TrainingException>(() => RunAsync(collection));

        Assert.Equal(
            "8 rows of bank 1 with a label are of 4 customers; expected 5 or more, so that nobody is told by them. 4 rows have no label "
            + "yet: POST /feedback brings them", error.Message);
        Assert.False(System.IO.File.Exists(File));
    }

    /// <summary>The records are there until they are erased, and are not given out.</summary>
    [Theory, InlineData("withdrawn"), InlineData("erasing"), InlineData("monitoring only")]
    public async Task Run_OfWhoDoesNotAgreeAnyMore_LeavesThemOut(string how)
    {
        await using var collection = await WithCustomersAsync("sqlite", 6);
        var act = Collection.Of("training", "sub-6", "a-6");
        if (how == "erasing")
            Assert.True(await collection.Desk.EraseAsync(act, default));
        else
            Assert.True(await collection.Desk.WithdrawAsync(act, default));
        if (how == "monitoring only")
            await collection.Desk.GiveAsync(
                Collection.Of("monitoring", "sub-6", "a-6"), collection.Terms.Find("monitoring").Sha256, default);

        Assert.StartsWith("10 rows of 5 customers", await RunAsync(collection), StringComparison.Ordinal);

        Assert.DoesNotContain("46,", await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfFiveSubscriptionsOfOneCustomer_IsRefused()
    {
        await using var collection = await WithCustomersAsync("sqlite", 5);
        await collection.ExecuteAsync("UPDATE subscription SET account = 'a-1'");

        Assert.Contains(
            "of 1 customers", (await Assert.ThrowsAsync<TrainingException>(() => RunAsync(collection))).Message, StringComparison.Ordinal);
    }

    private Task<string> RunAsync(Collection collection)
        => new TrainingExport(
            collection.Store.Database, collection.Records, (collection.Terms, collection.Pseudonyms), collection.Store.Time).RunAsync(
                ("bank", "1"), File, "somebody", default);

    /// <summary>Each has a call of two rows with their labels, one of which was said again, and a call without.</summary>
    private async Task<Collection> WithCustomersAsync(string kind, int count)
    {
        var collection = await Collection.OpenAsync(kind, postgres);
        for (var i = 1; i <= count; i++)
        {
            if (i > 1)
                await collection.Store.Lease.WriteAsync(
                    async transaction =>
                    {
                        await CustomerStore.AddAsync(
                            transaction, Business.Ada with { Id = $"a-{i}", Subject = $"ada-{i}", Email = $"ada-{i}@example.com" });
                        await CustomerStore.SubscribeAsync(
                            transaction, $"sub-{i}", $"a-{i}", Plan.Of().Plan, collection.Store.Time.GetUtcNow());
                        return true;
                    },
                    default);
            await collection.Desk.GiveAsync(
                Collection.Of("training", $"sub-{i}", $"a-{i}"), collection.Terms.Find("training").Sha256, default);
            Write(
                collection, i, "model_inputs", Event("call-1", Row(40 + i, "admin, or so", null), Row(60 + i, "student", 1.5)),
                Event("call-2", Row(1, "admin", 1)));
            Write(
                collection, i, "model_feedback", Event("call-1", Label("no"), Label("no")), Event("call-1", Label("yes"), Label("no")),
                Event("call-3", Label("yes")), Event("call-2", Thumb()));
        }

        return collection;
    }

    private static void Write(Collection collection, int customer, string kind, params JsonObject[] lines)
    {
        var at = collection.Store.Time.GetUtcNow();
        var path = Path.Combine(
            collection.RecordsFolder,
            FormattableString.Invariant(
                $"training/bank/1/{kind}/{at:yyyy'/'MM'/'dd'/'HH}/{collection.Pseudonyms.Of($"sub-{customer}", at.Year)}-pod-1.jsonl"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllLines(path, lines.Select(line => line.ToJsonString()));
    }

    private static JsonObject Event(string call, params JsonObject[] rows)
        => new() { ["data"] = new JsonArray([.. rows]), ["correlationid"] = call };

    private static JsonObject Row(int age, string job, double? balance) => new() { ["age"] = age, ["job"] = job, ["balance"] = balance };

    private static JsonObject Label(string label) => new() { ["label"] = label };

    private static JsonObject Thumb() => new() { ["thumb"] = "up" };
}
