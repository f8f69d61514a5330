using System.Net;
using System.Text;
using Platform.Evaluation.Texts;

namespace Platform.Evaluation.Tests.Texts;

/// <summary>Models that write texts, and how their answers are judged.</summary>
public sealed class TextTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("texts-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("The cat sat.", "the  CAT sat.", 1)]
    [InlineData("", "", 1)]
    [InlineData("", "cat", 0)]
    [InlineData("aaa", "zzz", 0)]
    [InlineData("a", "A", 1)]
    public void Similarity_OfTexts_IsBetween0And1(string one, string other, double expected)
        => Assert.Equal(expected, TextSimilarity.Of(one, other), 1e-12);

    [Fact]
    public void Similarity_OfTextsThatShareWords_IsMoreThanOfThoseThatDoNot()
        => Assert.True(TextSimilarity.Of("the cat sat on the mat", "a cat sat on a mat") > TextSimilarity.Of(
            "the cat sat on the mat", "dogs bark loudly"));

    [Theory]
    [InlineData("I'm sorry, but I can't help with that.", true)]
    [InlineData("I cannot do this.", true)]
    [InlineData("  ", true)]
    [InlineData("As an AI, I have no opinion.", true)]
    [InlineData("The fox said sorry to the hen.", false)]
    [InlineData("I can do this.", false)]
    public void Refusals_AreTold(string answer, bool expected) => Assert.Equal(expected, Refusals.Is(answer));

    [Theory]
    [InlineData("", "'prompts.jsonl' holds no prompts; expected lines of {\"prompt\":\"…\",\"expected\":\"…\"}")]
    [InlineData(
        "{\"prompt\":\"a\"}\nno json\n",
        "'prompts.jsonl' line 2 is no prompt; expected {\"prompt\":\"…\",\"expected\":\"…\"}, where \"expected\" and \"context\" may "
        + "be left out")]
    [InlineData(
        "{\"question\":\"a\"}\n",
        "'prompts.jsonl' line 1 is no prompt; expected {\"prompt\":\"…\",\"expected\":\"…\"}, where \"expected\" and \"context\" may "
        + "be left out")]
    [InlineData(
        "{\"prompt\":\"a\",\"prompt\":\"b\"}\n",
        "'prompts.jsonl' line 1 is no prompt; expected {\"prompt\":\"…\",\"expected\":\"…\"}, where \"expected\" and \"context\" may "
        + "be left out")]
    [InlineData(
        "{\"prompt\":\"a\",\"answer\":\"b\"}\n",
        "'prompts.jsonl' line 1 has the field 'answer', which is not known; expected {\"prompt\":\"…\",\"expected\":\"…\"}, where "
        + "\"expected\" and \"context\" may be left out")]
    [InlineData(
        "\n{\"prompt\":\"a\",\"expected\":42}\n",
        "'prompts.jsonl' line 2 has a field 'expected' that is no text; expected {\"prompt\":\"…\",\"expected\":\"…\"}, where "
        + "\"expected\" and \"context\" may be left out")]
    public async Task Prompts_ThatAreNone_AreRefused(string content, string message)
    {
        var prompts = Path.Combine(_folder.FullName, "prompts.jsonl");
        await File.WriteAllTextAsync(prompts, content);

        var refused = await Assert.ThrowsAsync<EvaluationException>(() => Prompt.ReadAsync(prompts, CancellationToken.None));

        Assert.Equal(message, refused.Message);
    }

    [Fact]
    public async Task Judge_GetsTheMaterial_AndItsMarksAreRead()
    {
        using var elsewhere = new Elsewhere("""Here: {"groundedness": 4, "relevance": 2}""");
        using var client = new HttpClient(elsewhere);

        var marks = await new Judge(client, new("https://judge.example/v1/chat/completions"), "wise", "secret").JudgeAsync(
            new("Who?", null, "It was the fox."), "The fox.", CancellationToken.None);

        Assert.Equal(new Judge.Judgement(4, 2), marks);
        Assert.Equal("Bearer secret", elsewhere.Authorization);
        Assert.Contains("It was the fox.", elsewhere.Body, StringComparison.Ordinal);
        Assert.True(elsewhere.SaysItsLength);
    }

    [Theory]
    [InlineData("Very good!")]
    [InlineData("""{"groundedness": 6, "relevance": 2}""")]
    [InlineData("""{"groundedness": "4", "relevance": 2}""")]
    [InlineData("{very good}")]
    [InlineData("""{"groundedness": 4, "groundedness": 5, "relevance": 2}""")]
    public async Task Judge_WhoSaysSomethingElse_IsNotBelieved(string said)
    {
        using var elsewhere = new Elsewhere(said);
        using var client = new HttpClient(elsewhere);

        var refused = await Assert.ThrowsAsync<EvaluationException>(() =>
            new Judge(client, new("https://judge.example/"), "wise", null).JudgeAsync(
                new("Who?", null, null), "The fox.", CancellationToken.None));

        Assert.Equal($"the judge said '{said}'; expected {{\"groundedness\": 1 to 5, \"relevance\": 1 to 5}}", refused.Message);
    }

    [Theory]
    [InlineData("not found")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":{"message":{"content":"4"}}}""")]
    [InlineData("""{"choices":[{"message":{"content":null}}]}""")]
    public async Task Judge_ThatSpeaksAnotherProtocol_IsNamed_WithWhatWasExpected(string answer)
        => Assert.Equal(
            $"the judge at judge.example answered '{answer}'; expected OpenAI's chat.completion, as its address ends with "
            + "/v1/chat/completions", await RefusalAsync(() => answer));

    [Fact]
    public async Task Judge_ThatDoesNotAnswer_IsNamed()
        => Assert.Equal(
            "the judge at judge.example did not answer within 100 s", await RefusalAsync(() => throw new TaskCanceledException()));

    [Fact]
    public async Task Judge_ThatCannotBeReached_IsNamed()
        => Assert.Equal(
            "the judge at judge.example cannot be asked: no such host",
            await RefusalAsync(() => throw new HttpRequestException("no such host")));

    private static async Task<string> RefusalAsync(Func<string> answer)
    {
        using var elsewhere = new Answering(answer);
        using var client = new HttpClient(elsewhere);
        var judge = new Judge(client, new("https://judge.example/v1/chat/completions"), "wise", null);
        var refused = await Assert.ThrowsAsync<EvaluationException>(() => judge.JudgeAsync(
            new("Who?", null, null), "The fox.", CancellationToken.None));
        return refused.Message;
    }

    private sealed class Answering(Func<string> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return new(HttpStatusCode.OK) { Content = new StringContent(answer()) };
        }
    }

    private sealed class Elsewhere(string says) : HttpMessageHandler
    {
        public string? Authorization { get; private set; }

        public bool SaysItsLength { get; private set; }

        public string Body { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Authorization = request.Headers.Authorization?.ToString();
            SaysItsLength = request.Content!.Headers.ContentLength is not null;
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            var answer = new System.Text.Json.Nodes.JsonObject
            {
                ["choices"] = new System.Text.Json.Nodes.JsonArray(
                    new System.Text.Json.Nodes.JsonObject { ["message"] = new System.Text.Json.Nodes.JsonObject { ["content"] = says } }),
            };
            return new(HttpStatusCode.OK) { Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json") };
        }
    }
}
