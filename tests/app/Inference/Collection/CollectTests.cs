using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.Inference.Collection;
using Platform.Inference.Tests.Usage;

namespace Platform.Inference.Tests.Collection;

/// <summary>The whole server, with one subscription that agreed.</summary>
public sealed class CollectTests : IDisposable
{
    private const string Bank =
        """{"age":67,"job":"retired","marital":"married","education":"tertiary","balance":2143.5,"housing":"no","duration":640"""
        + ""","campaign":1}""";

    private readonly Agreed _agreed = new();

    public void Dispose() => _agreed.Dispose();

    [Fact]
    public async Task Call_OfWhoAgreed_IsKeptForEachPurposeAsTheDataCollectorKeepsIt()
    {
        _agreed.Give("training", "monitoring");
        await using var server = await RunningServer.StartAsync(_agreed.Settings);

        var answer = await CallAsync(
            server, "/models/bank/predict", $"[{Bank},{Bank.Replace("2143.5", "null")}]", ("X-Request-Id", "r-1"),
            ("X-Forwarded-For", "10.1.2.3"));
        await KeptAsync(server, 4);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var pseudonym = Agreed.Pseudonym(Agreed.Subscription, TimeProvider.System.GetUtcNow().Year);
        Assert.All(
            _agreed.Files,
            file => Assert.Matches(
                $@"^(training|monitoring)/bank/1/model_(in|out)puts/\d{{4}}/\d\d/\d\d/\d\d/{pseudonym}-[^/]+\.jsonl$", file));
        Assert.Equal(4, _agreed.Files.Count);
        var inputs = Assert.Single(_agreed.Events("training", "model_inputs"));
        var outputs = Assert.Single(_agreed.Events("monitoring", "model_outputs"));
        Assert.Equal($"[{Bank},{Bank.Replace("2143.5", "null")}]", inputs["data"]!.ToJsonString());
        Assert.Equal(
            ["label", "probabilities.no", "probabilities.yes", "confidence"], outputs["data"]![0]!.AsObject().Select(field => field.Key));
        Assert.Equal("yes", (string?)outputs["data"]![0]!["label"]);
        Assert.InRange((double)outputs["data"]![0]!["confidence"]!, 0.5, 1);
        Assert.Equal(
            [
                "specversion", "id", "source", "type", "datacontenttype", "time", "data", "correlationid", "xrequestid", "modelversion",
                "collectdatatype", "agent", "contentrange",
            ],
            inputs.AsObject().Select(field => field.Key));
        Assert.Equal(
            ("1.0", "azureml.inference.inputs", "r-1", "1"),
            ((string?)inputs["specversion"], (string?)inputs["type"], (string?)inputs["correlationid"], (string?)inputs["modelversion"]));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$", (string)inputs["time"]!);
        Assert.DoesNotContain("10.1.2.3", inputs.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Agreed.Subscription, inputs.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_WithTexts_IsKeptRedacted()
    {
        _agreed.Give("training");
        await using var server = await RunningServer.StartAsync(_agreed.Settings);

        await CallAsync(server, "/sentiment-analysis", """{"text":"good, write to jane@example.com"}""");
        await KeptAsync(server, 2);

        Assert.DoesNotContain("jane", Assert.Single(_agreed.Events("training", "model_inputs")).ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("good, write to [email]", _agreed.Events("training", "model_inputs")[0].ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(
            ["sentiment", "score"], _agreed.Events("training", "model_outputs")[0]["data"]![0]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task Call_OfTensors_IsKeptByTheNamesOfFeatures()
    {
        _agreed.Give("training");
        await using var server = await RunningServer.StartAsync(_agreed.Settings);

        await CallAsync(
            server, "/v2/models/iris/infer",
            """{"inputs":[{"name":"features","datatype":"FP32","shape":[1,4],"data":[5.1,3.5,1.4,0.2]}]}""");
        await KeptAsync(server, 2);

        Assert.Equal(
            ["sepal_length", "sepal_width", "petal_length", "petal_width"],
            _agreed.Events("training", "model_inputs")[0]["data"]![0]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task Calls_OfWhoDidNotAgreeOrThatFail_AreNotKept()
    {
        _agreed.Write(("another", ["training"]));
        await using var server = await RunningServer.StartAsync(_agreed.Settings);

        var answer = await CallAsync(server, "/predict", IrisRow.All[0].Json);
        await server.PostAsync("/predict", IrisRow.All[0].Json);
        await CallAsync(server, "/predict", "{}", ("x-subscription-id", "another"));
        await server.StopAsync();

        Assert.False(answer.Response.Headers.Contains(FeedbackId.Header));
        Assert.Empty(_agreed.Files);
    }

    [Fact]
    public async Task Calls_OfASample_AreKeptByTheHashOfTheirIds()
    {
        _agreed.Give("training");
        await using (var server = await RunningServer.StartAsync(
            [.. _agreed.Settings, "--Collect:Percent", "10", "--Collect:QueueCalls", "1000"]))
        {
            for (var i = 0; i < 1000; i++)
                await CallAsync(server, "/predict", IrisRow.All[0].Json, ("X-Request-Id", $"request-{i}"));
            await server.StopAsync();
        }

        var kept = _agreed.Events("training", "model_inputs").Select(line => (string)line["correlationid"]!).Order(StringComparer.Ordinal)
            .ToList();
        Assert.InRange(kept.Count, 70, 130);
        await using (var another = await RunningServer.StartAsync(
            [.. _agreed.Settings, "--Collect:Percent", "10", "--Collect:QueueCalls", "1000"]))
        {
            foreach (var id in kept)
                Assert.True((await CallAsync(another, "/predict", IrisRow.All[0].Json, ("X-Request-Id", id)))
                    .Response.Headers.Contains(FeedbackId.Header));
        }
    }

    [Theory]
    [InlineData(null, "missing", "the consent file cannot be read: it is not there")]
    [InlineData("{", "broken", "the consent file cannot be read, from line 1 on")]
    public async Task Server_WithoutAFileThatCounts_AnswersAndSaysWhyItCollectsNothing(string? document, string reason, string message)
    {
        if (document is not null)
            _agreed.WriteDocument(document);
        await using var server = await RunningServer.StartAsync(_agreed.Settings);

        var answer = await CallAsync(server, "/predict", IrisRow.All[0].Json);
        var ready = await server.GetAsync("/v2/health/ready");
        var metrics = (await server.GetAsync("/metrics")).Text;

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal((HttpStatusCode.OK, $$"""{"ready":true,"uncollected":"{{message}}"}"""), (ready.Status, ready.Text));
        Assert.Contains("\ninference_collection_in_force 0\n", metrics, StringComparison.Ordinal);
        Assert.Contains($"\ninference_collection_blocked{{reason=\"{reason}\"}} 1\n", metrics, StringComparison.Ordinal);
        Assert.Empty(_agreed.Files);
    }

    [Fact]
    public async Task Store_ThatIsAway_LeavesAnswersAloneAndIsCounted()
    {
        _agreed.Give("training");
        await File.WriteAllTextAsync(_agreed.Records, "a file where the folder was to be");
        await using var server = await RunningServer.StartAsync([.. _agreed.Settings, "--Collect:BufferBytes", "4096"]);

        for (var i = 0; i < 100; i++)
            Assert.Equal(HttpStatusCode.OK, (await CallAsync(server, "/predict", IrisRow.All[0].Json)).Status);
        await Eventually.TrueAsync(() => server.Services.GetRequiredService<CollectCounts>().Dropped(DropReason.Store) > 0);

        Assert.Matches("\ninference_collection_dropped_total{reason=\"store\"} [1-9]", (await server.GetAsync("/metrics")).Text);
        Assert.Contains("\ninference_collected_records_total 0\n", (await server.GetAsync("/metrics")).Text, StringComparison.Ordinal);
    }

    /// <summary>What waits is bounded, and what finds no room has no id under which something could be said of it.</summary>
    [Fact]
    public async Task Calls_MoreThanAreWrittenDown_AreAnsweredDroppedAndCounted()
    {
        _agreed.Give("training");
        await using var server = await RunningServer.StartAsync(
            [.. _agreed.Settings, "--Collect:FlushMilliseconds", "60000", "--Collect:QueueCalls", "1"]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => CallAsync(server, "/predict", IrisRow.All[0].Json)));
        await server.StopAsync();

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        var counts = server.Services.GetRequiredService<CollectCounts>();
        Assert.InRange(counts.Dropped(DropReason.Queue), 1, 299);
        Assert.Equal(300, counts.Dropped(DropReason.Queue) + (counts.Stored / 2));
        Assert.InRange(answers.Count(answer => answer.Response.Headers.Contains(FeedbackId.Header)), 1, 299);
    }

    [Fact]
    public async Task Call_ThatIsLargerThanIsKept_IsAnsweredAndCounted()
    {
        _agreed.Give("training");
        await using var server = await RunningServer.StartAsync([.. _agreed.Settings, "--Collect:CallBytes", "256"]);

        var answer = await CallAsync(server, "/predict", $"[{string.Join(',', Enumerable.Repeat(IrisRow.All[0].Json, 100))}]");
        await server.StopAsync();

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(1, server.Services.GetRequiredService<CollectCounts>().Dropped(DropReason.Large));
        Assert.Empty(_agreed.Files);
    }

    [Theory]
    [InlineData(
        "Consent", "consent.json",
        "setting Collect:Consent is 'consent.json'; expected the whole path of billing's consent file, or its address, as "
        + "https://account.blob.core.windows.net/records/consent.json")]
    [InlineData(
        "To", "records",
        "setting Collect:To is 'records'; expected the whole path of a folder, or the address of a container, as "
        + "https://account.blob.core.windows.net/records")]
    [InlineData("Percent", "0", "setting Collect:Percent is '0'; expected a whole number from 1 to 100")]
    public async Task Start_SettingThatIsNone_IsRefused(string setting, string given, string message)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(
            () => RunningServer.StartAsync([.. _agreed.Settings, $"--Collect:{setting}", given]));

        Assert.Equal(message, error.Message);
    }

    /// <summary>Who withdraws is kept in no record of a call that began after, however often and whatever else goes on.</summary>
    [Fact]
    public async Task Consent_FlippedAThousandTimesUnderLoad_GivesNoRecordWithoutIt()
    {
        const int flips = 1000, callers = 4;
        var (phase, calls, isOver) = (0, 0, false);
        var seen = new List<(int Number, int Before, int After)>();
        _agreed.Write();
        await using (var server = await RunningServer.StartAsync([.. _agreed.Settings, "--Collect:QueueCalls", "100000"]))
        {
            var watch = server.Services.GetRequiredService<ConsentWatch>();
            var load = Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    var (number, before) = (Interlocked.Increment(ref calls), Volatile.Read(ref phase));
                    await CallAsync(server, "/models/bank/predict", Bank.Replace("\"duration\":640", $"\"duration\":{number}"));
                    lock (seen)
                        seen.Add((number, before, Volatile.Read(ref phase)));
                }
            })).ToList();
            for (var flip = 1; flip <= flips; flip++)
            {
                var isGiven = flip % 2 == 1;
                if (isGiven)
                    Volatile.Write(ref phase, flip);
                _agreed.Write(isGiven ? [(Agreed.Subscription, ["training"])] : []);
                await watch.LookAsync(default);
                Volatile.Write(ref phase, flip);
                var enough = Volatile.Read(ref calls) + callers;
                await Eventually.TrueAsync(() => Volatile.Read(ref calls) >= enough);
            }

            Volatile.Write(ref isOver, true);
            await Task.WhenAll(load);
            await server.StopAsync();
        }

        var kept = _agreed.Events("training", "model_inputs").Select(line => (int)line["data"]![0]!["duration"]!).ToHashSet();
        var without = seen.Where(call => call.Before == call.After && call.Before % 2 == 0).Select(call => call.Number).ToList();
        Assert.NotEmpty(kept);
        Assert.InRange(without.Count, flips / 4, int.MaxValue);
        Assert.Equal(0, without.Count(kept.Contains));
    }

    /// <summary>Nothing of what waits is written once the withdrawal is known.</summary>
    [Fact]
    public async Task Withdrawal_OfWhatWaits_DropsIt()
    {
        _agreed.Give("training");
        await using var server = await RunningServer.StartAsync([.. _agreed.Settings, "--Collect:FlushMilliseconds", "60000"]);
        await CallAsync(server, "/predict", IrisRow.All[0].Json);
        _agreed.Write();
        await server.Services.GetRequiredService<ConsentWatch>().LookAsync(default);
        await server.StopAsync();

        Assert.Empty(_agreed.Files);
        Assert.InRange(server.Services.GetRequiredService<CollectCounts>().Dropped(DropReason.Consent), 1, 2);
    }

    [Fact]
    public async Task Feedback_OnAKeptCall_IsKeptBesideItAndBilledToNobody()
    {
        _agreed.Give("monitoring");
        using var usage = new TemporaryFolder();
        await using var server = await RunningServer.StartAsync(
            [.. _agreed.Settings, "--Usage:Path", usage.Path, "--Usage:FlushBeforeResponse", "true"]);
        var answer = await CallAsync(server, "/models/bank/predict", Bank, ("X-Request-Id", "r/1"));
        var id = answer.Response.Headers.GetValues(FeedbackId.Header).Single();

        var label = await CallAsync(server, "/feedback", $$"""{"request_id":"{{id}}","label":"no"}""");
        var thumb = await CallAsync(server, "/feedback", $$"""{"request_id":"{{id}}","thumb":"down"}""");
        await KeptAsync(server, 4);

        Assert.Equal((HttpStatusCode.Accepted, """{"accepted":true}"""), (label.Status, label.Text));
        Assert.Equal(HttpStatusCode.Accepted, thumb.Status);
        var events = _agreed.Events("monitoring", CollectedFeedback.Collection);
        Assert.Equal(["""[{"label":"no"}]""", """[{"thumb":"down"}]"""], events.Select(line => line["data"]!.ToJsonString()));
        Assert.All(events, line => Assert.Equal("r/1", (string?)line["correlationid"]));
        Assert.All(events, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$", (string)line["calltime"]!));
        Assert.Single(UsageFolder.Events(usage.Path));
    }

    [Fact]
    public async Task Feedback_OnWhatTheSubscriptionWasNotGiven_IsNotFound()
    {
        _agreed.Write((Agreed.Subscription, ["monitoring"]), ("another", ["monitoring"]));
        await using var server = await RunningServer.StartAsync(_agreed.Settings);
        var id = (await CallAsync(server, "/predict", IrisRow.All[0].Json)).Response.Headers.GetValues(FeedbackId.Header).Single();

        foreach (var (subscription, given) in new[]
        {
            ("another", id), (Agreed.Subscription, $"{id}x"), (Agreed.Subscription, "nobody"), (Agreed.Subscription, "iris/1/zz/00/x"),
        })
            Assert.Equal(
                $"no kept call of this subscription has the request id "
                + $"'{given[..Math.Min(given.Length, 64)]}{(given.Length > 64 ? "…" : "")}'; the answer of one that is kept has it in its "
                + "header X-Feedback-Id",
                (await CallAsync(server, "/feedback", $$"""{"request_id":"{{given}}","label":1}""", ("x-subscription-id", subscription)))
                    .Error(HttpStatusCode.NotFound));

        _agreed.Write();
        await server.Services.GetRequiredService<ConsentWatch>().LookAsync(default);
        Assert.Equal(
            "calls of this subscription are not kept any more, as its consent was withdrawn",
            (await CallAsync(server, "/feedback", $$"""{"request_id":"{{id}}","label":1}""")).Error(HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("""{"label":1}""", "'request_id' is missing; expected what the answer of a call had in its header X-Feedback-Id")]
    [InlineData("""{"request_id":"x"}""", "there is neither 'label' nor 'thumb'; expected one of them")]
    [InlineData("""{"request_id":"x","label":1,"thumb":"up"}""", "there are both 'label' and 'thumb'; expected one of them")]
    [InlineData("""{"request_id":"x","thumb":"sideways"}""", "'thumb' is 'sideways'; expected up or down")]
    [InlineData(
        """{"request_id":"x","label":{}}""",
        "'label' is an object; expected a text, a number, true or false, or an array of them with one for each row of the call")]
    [InlineData("""{"request_id":"x","label":[]}""", "'label' has 0 elements; expected 1 to 4096")]
    [InlineData("""{"request_id":"x","label":""}""", "'label' is empty or longer than 256 characters")]
    [InlineData("""{"request_id":"x","label":1,"score":2}""", "'score' is not supported; leave it out")]
    public async Task Feedback_ThatSaysSomethingElse_IsRefused(string body, string message)
    {
        await using var server = await RunningServer.StartColdAsync(_agreed.Settings);

        Assert.Equal(message, (await CallAsync(server, "/feedback", body)).Error(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Feedback_WhereNothingIsKept_IsNotFound()
    {
        await using var server = await RunningServer.StartColdAsync();

        Assert.Equal(
            "no calls are kept here, and so nothing can be said of them",
            (await CallAsync(server, "/feedback", """{"request_id":"x","thumb":"up"}""")).Error(HttpStatusCode.NotFound));
    }

    private Task KeptAsync(RunningServer server, int lines)
        => Eventually.TrueAsync(() => server.Services.GetRequiredService<CollectCounts>().Stored >= lines && _agreed.Files.Count > 0);

    private static Task<Answer> CallAsync(RunningServer server, string path, string json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        if (!request.Headers.Contains("x-subscription-id"))
            request.Headers.Add("x-subscription-id", Agreed.Subscription);
        return server.SendAsync(request);
    }
}
