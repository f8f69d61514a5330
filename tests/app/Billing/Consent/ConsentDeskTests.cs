using System.Text.Json.Nodes;
using Platform.Billing.Consent;

namespace Platform.Billing.Tests.Consent;

/// <summary>Nothing is collected but with a consent in force, and the record says all that was done.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ConsentDeskTests(PostgresServer postgres)
{
    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Read_NobodyDecided_IsOffWithTheTextItsVersionAndHowLong(string kind)
    {
        await using var collection = await Collection.OpenAsync(kind, postgres);
        await using var connection = await collection.Store.Database.OpenAsync(default);

        var views = await collection.Desk.ReadAsync(connection, "sub-1");

        Assert.Equal(["monitoring", "training"], views.Select(view => view.Purpose.Name));
        Assert.All(views, view =>
        {
            Assert.Equal((false, false, null, false), (view.IsGiven, view.WasToAnotherText, view.Since, view.Erasing));
            Assert.Equal((1, Collection.Days), (view.Purpose.Version, view.Purpose.Days));
            Assert.False(string.IsNullOrEmpty(view.Purpose.Title + view.Purpose.Text + view.Purpose.Kept));
        });
        await collection.PublishAsync();
        Assert.Equal("{}", await collection.PublishedAsync());
    }

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task GiveAndWithdraw_EachOnce_AreInTheFileAndInTheRecord(string kind)
    {
        await using var collection = await Collection.OpenAsync(kind, postgres);
        var pseudonym = collection.Pseudonyms.Of("sub-1", 2026);

        Assert.True(await collection.GiveAsync("training"));
        Assert.False(await collection.GiveAsync("training"));
        Assert.True(await collection.GiveAsync("monitoring"));
        await collection.PublishAsync();
        Assert.Equal($"{{\"{pseudonym}\":[\"monitoring\",\"training\"]}}", await collection.PublishedAsync());

        Assert.True(await collection.Desk.WithdrawAsync(Collection.Of("training"), default));
        Assert.False(await collection.Desk.WithdrawAsync(Collection.Of("training"), default));
        await collection.PublishAsync();
        Assert.Equal($"{{\"{pseudonym}\":[\"monitoring\"]}}", await collection.PublishedAsync());
        Assert.Equal("training given | monitoring given | training withdrawn", await collection.RecordAsync());
        Assert.Equal(3, await collection.CountAsync("SELECT COUNT(*) FROM notice WHERE kind = 'ConsentChanged'"));
        Assert.Empty(await collection.ViolationsAsync());
    }

    [Fact]
    public async Task Give_ToAnotherTextThanIsShownNow_IsRefused()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);

        var error = await Assert.ThrowsAsync<ConsentException>(
            () => collection.Desk.GiveAsync(Collection.Of("training"), new string('0', 64), default));

        Assert.Equal("the text of 'training' is another one now (version 1); read it, and decide again", error.Message);
        Assert.Equal("", await collection.RecordAsync());
    }

    [Theory]
    [InlineData("a-2", "sub-1", "there is no subscription 'sub-1'")]
    [InlineData("a-1", "sub-2", "there is no subscription 'sub-2'")]
    public async Task Act_OnWhatIsNotTheAccounts_IsRefusedAsIfItWereNotThere(string account, string sid, string expected)
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        var (act, text) = (Collection.Of("training", sid, account), collection.Terms.Find("training").Sha256);

        foreach (var attempt in new Func<Task>[]
            {
                () => collection.Desk.GiveAsync(act, text, default), () => collection.Desk.WithdrawAsync(act, default),
                () => collection.Desk.EraseAsync(act, default),
            })
            Assert.Equal(expected, (await Assert.ThrowsAsync<ConsentException>(attempt)).Message);
        Assert.Equal("", await collection.RecordAsync());
    }

    [Fact]
    public async Task Give_PurposeThatIsNone_SaysWhichThereAre()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);

        var error = await Assert.ThrowsAsync<ConsentException>(() => collection.Desk.GiveAsync(Collection.Of("selling"), "", default));

        Assert.Equal("there is no purpose 'selling'; expected monitoring or training", error.Message);
    }

    [Fact]
    public async Task Give_WhereNothingIsCollected_IsRefusedAndShowsNothing()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        Assert.True(await collection.GiveAsync("training"));
        var desk = new ConsentDesk(collection.Store.Database, collection.Terms with { IsOn = false }, collection.Store.Time);
        await using var connection = await collection.Store.Database.OpenAsync(default);

        var error = await Assert.ThrowsAsync<ConsentException>(() => desk.GiveAsync(Collection.Of("monitoring"), "", default));

        Assert.Equal("nothing is collected here, and there is nothing to consent to", error.Message);
        Assert.Empty(await desk.ReadAsync(connection, "sub-1"));
        Assert.True(await desk.WithdrawAsync(Collection.Of("training"), default));
    }

    [Fact]
    public async Task Read_ConsentToAnotherText_DoesNotCountAndCanBeWithdrawn()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        await collection.GiveAsync("training");
        collection.Terms = collection.Terms with { Purposes = [.. ConsentPurposes.All(180)] };
        var desk = new ConsentDesk(collection.Store.Database, collection.Terms, collection.Store.Time);
        await using var connection = await collection.Store.Database.OpenAsync(default);

        var view = (await desk.ReadAsync(connection, "sub-1")).Single(view => view.Purpose.Name == "training");
        await collection.NewPublisher().RunAsync(default);

        Assert.Equal((false, true), (view.IsGiven, view.WasToAnotherText));
        Assert.Equal("{}", await collection.PublishedAsync());
        Assert.True(await desk.WithdrawAsync(Collection.Of("training"), default));
    }

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Close_Account_WithdrawsAllOfItWhoeverClosedIt(string kind)
    {
        await using var collection = await Collection.OpenAsync(kind, postgres);
        await collection.GiveAsync("training");
        await collection.GiveAsync("monitoring");

        await collection.ExecuteAsync("UPDATE account SET state = 'closed' WHERE id = 'a-1'");
        await collection.PublishAsync();

        Assert.Equal("{}", await collection.PublishedAsync());
        Assert.Equal("training given | monitoring given | monitoring withdrawn | training withdrawn", await collection.RecordAsync());
        Assert.Equal(2, await collection.CountAsync("SELECT COUNT(*) FROM erasure WHERE state = 'waiting'"));
        await collection.PublishAsync();
        Assert.Equal(4, await collection.CountAsync("SELECT COUNT(*) FROM consent"));
    }

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Change_OfTheRecordOrAText_IsRefusedByTheDatabase(string kind)
    {
        await using var collection = await Collection.OpenAsync(kind, postgres);
        await collection.GiveAsync("training");

        foreach (var sql in new[]
        {
            "UPDATE consent SET purpose = 'monitoring'", "DELETE FROM consent", "UPDATE consent_text SET text = ''",
            "DELETE FROM consent_text",
        })
        {
            var error = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => collection.ExecuteAsync(sql));
            Assert.Contains("is not changed; ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("UPDATE consent SET action = 'withdrawn' WHERE n = 2", "consent row 2 is not the one that was written after row 1")]
    [InlineData("UPDATE consent SET at = at + 1 WHERE n = 1", "consent row 1 is not the one that was written after row 0")]
    [InlineData("UPDATE consent SET actor = 'x' WHERE n = 3", "consent row 3 is not the one that was written after row 2")]
    [InlineData("DELETE FROM consent WHERE n = 2", "consent row 3 is not the one that was written after row 1")]
    [InlineData("DELETE FROM consent WHERE n = 1", "consent row 2 is not the one that was written after row 0")]
    public async Task Verify_RecordThatWasChangedBehindTheDatabasesBack_SaysWhichRow(string sql, string expected)
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        await collection.GiveAsync("training");
        await collection.GiveAsync("monitoring");
        await collection.Desk.EraseAsync(Collection.Of("monitoring"), default);
        Assert.Empty(await collection.ViolationsAsync());

        await collection.ExecuteAsync(
            $"PRAGMA foreign_keys = OFF; DROP TRIGGER consent_no_update; DROP TRIGGER consent_no_delete; {sql}");

        Assert.Equal([expected], await collection.ViolationsAsync());
    }

    [Fact]
    public async Task Add_TextThatChangedUnderItsVersion_IsRefused()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        var changed = collection.Terms with
        {
            Purposes = [collection.Terms.Purposes[0], collection.Terms.Purposes[1] with { Text = "Other words." }],
        };
        changed = changed with
        {
            Purposes = [changed.Purposes[0], new("training", 1, "Other title", "Other words.", "Kept", Collection.Days)],
        };

        var error = await Assert.ThrowsAsync<InvalidDataException>(
            () => ConsentTexts.AddAsync(collection.Store.Database, changed, collection.Store.Time.GetUtcNow(), default));

        Assert.Equal("the text of consent 'training' is another one than was shown as version 1; give it the next version", error.Message);
    }

    [Fact]
    public async Task Published_Document_NamesItsFormTimeAndTheRecordsEnd()
    {
        await using var collection = await Collection.OpenAsync("sqlite", postgres);
        await collection.GiveAsync("training");
        await collection.PublishAsync();

        var document = JsonNode.Parse(await File.ReadAllTextAsync(collection.File))!.AsObject();

        Assert.Equal(["v", "written", "entry", "sha256", "consents"], document.Select(member => member.Key));
        Assert.Equal(
            (1, collection.Store.Time.GetUtcNow(), 1L),
            ((int)document["v"]!, (DateTimeOffset)document["written"]!, (long)document["entry"]!));
        Assert.Equal(
            1, await collection.CountAsync($"SELECT COUNT(*) FROM consent WHERE n = 1 AND sha256 = '{(string)document["sha256"]!}'"));
        Assert.DoesNotContain("sub-1", document.ToJsonString(), StringComparison.Ordinal);
    }
}
