using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Platform.Evaluation.Texts;

namespace Platform.Evaluation.Tests.Texts;

/// <summary>Models that write texts, and how their answers are judged.</summary>
public sealed class TextTests : IDisposable
{
    private const string Message = "{\"role\":\"user\",\"content\":\"…\"}";
    private const string Form = "{\"prompt\":\"…\",\"expected\":\"…\"} or {\"messages\":[" + Message + "],\"expected\":\"…\"}, where "
        + "\"expected\" and \"context\" may be left out";

    private static readonly Prompt _who = new("line 1", [new("user", "Who?")], null, null);
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
    [InlineData("", "'prompts.jsonl' holds no prompts; expected lines of " + Form)]
    [InlineData("{\"prompt\":\"a\"}\nno json\n", "'prompts.jsonl' line 2 is no prompt; expected " + Form)]
    [InlineData("""{"question":"a"}""", "'prompts.jsonl' line 1 is no prompt; expected " + Form)]
    [InlineData("""{"prompt":"a","prompt":"b"}""", "'prompts.jsonl' line 1 is no prompt; expected " + Form)]
    [InlineData("""{"prompt":"a","answer":"b"}""", "'prompts.jsonl' line 1 has the field 'answer', which is not known; expected " + Form)]
    [InlineData(
        "\n{\"prompt\":\"a\",\"expected\":42}\n", "'prompts.jsonl' line 2 has a field 'expected' that is no text; expected " + Form)]
    [InlineData(
        """{"prompt":"a","messages":[{"role":"user","content":"b"}]}""",
        "'prompts.jsonl' line 1 has both 'prompt' and 'messages'; expected one of them, as in " + Form)]
    [InlineData("""{"messages":"a"}""", "'prompts.jsonl' line 1 has \"a\" as messages; expected an array of " + Message)]
    [InlineData("""{"messages":[]}""", "'prompts.jsonl' line 1 has [] as messages; expected an array of " + Message)]
    [InlineData("""{"messages":["ä"]}""", "'prompts.jsonl' line 1 has \"ä\" as messages[0]; expected " + Message)]
    [InlineData("""{"messages":[null]}""", "'prompts.jsonl' line 1 has nothing as messages[0]; expected " + Message)]
    [InlineData(
        """{"messages":[{"role":"user","content":"a","name":"b"}]}""",
        "'prompts.jsonl' line 1 has the field 'name' in messages[0], which is not known; expected " + Message)]
    [InlineData(
        """{"messages":[{"role":"user","role":"user","content":"a"}]}""", "'prompts.jsonl' line 1 is no prompt; expected " + Form)]
    [InlineData(
        """{"messages":[{"role":"user","content":"a"},{"role":"tool","content":"b"}]}""",
        "'prompts.jsonl' line 1 has \"tool\" as messages[1].role; expected one of \"system\", \"user\", \"assistant\"")]
    [InlineData(
        """{"messages":[{"content":"a"}]}""",
        "'prompts.jsonl' line 1 has nothing as messages[0].role; expected one of \"system\", \"user\", \"assistant\"")]
    [InlineData(
        """{"messages":[{"role":"user"}]}""",
        "'prompts.jsonl' line 1 has nothing as messages[0].content; expected a text that is not empty")]
    [InlineData(
        """{"messages":[{"role":"user","content":""}]}""",
        "'prompts.jsonl' line 1 has \"\" as messages[0].content; expected a text that is not empty")]
    [InlineData(
        """{"messages":[{"role":"user","content":[{"type":"text","text":"a"}]}]}""",
        "'prompts.jsonl' line 1 has [{\"type\":\"text\",\"text\":\"a\"}] as messages[0].content; expected a text that is not empty")]
    [InlineData(
        """{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}""",
        "'prompts.jsonl' line 1 has \"assistant\" as messages[1].role; expected \"user\" for the last one, as it is answered")]
    public async Task Prompts_ThatAreNone_AreRefused(string content, string message)
    {
        var refused = await Assert.ThrowsAsync<EvaluationException>(() => ReadAsync(content));

        Assert.Equal(message, refused.Message);
    }

    [Fact]
    public async Task Prompts_OfBothForms_AreTurns_AndTheContextComesBeforeTheLast()
    {
        var prompts = await ReadAsync(
            """{"prompt":"Who?"}""" + "\n\n"
            + """{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Who?"},"""
            + """{"role":"assistant","content":"The fox."},{"role":"user","content":"Where?"}],"""
            + """ "expected":"There.","context":"By the sea."}""");

        Assert.Equal(
            [("'prompts.jsonl' line 1", false, null, null), ("'prompts.jsonl' line 3", true, "There.", "By the sea.")],
            prompts.Select(prompt => (prompt.Place, prompt.HasMessages, prompt.Expected, prompt.Context)));
        Assert.Equal([new("user", "Who?")], prompts[0].Asked);
        Assert.Equal(
            [new("system", "Be brief."), new("user", "Who?"), new("assistant", "The fox."), new("user", "By the sea.\n\nWhere?")],
            prompts[1].Asked);
        Assert.Equal("Where?", prompts[1].Turns[^1].Content);
    }

    [Fact]
    public async Task Judge_GetsTheMaterial_AndItsMarksAreRead()
    {
        using var elsewhere = new Elsewhere("""Here: {"groundedness": 4, "relevance": 2}""");
        using var client = new HttpClient(elsewhere);

        var marks = await new Judge(client, new("https://judge.example/v1/chat/completions"), "wise", "secret").JudgeAsync(
            new("line 1", [new("user", "Hello!"), new("assistant", "Well?"), new("user", "Who?")], null, "It was the fox."), "The fox.",
            CancellationToken.None);

        Assert.Equal(new Judge.Judgement(4, 2), marks);
        Assert.Equal("Bearer secret", elsewhere.Authorization);
        var material = JsonNode.Parse((string)JsonNode.Parse(elsewhere.Body)!["messages"]![1]!["content"]!)!;
        Assert.Equal(
            ("It was the fox.", "user: Hello!\nassistant: Well?\nuser: Who?", "The fox."),
            ((string?)material["context"], (string?)material["conversation"], (string?)material["answer"]));
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
                _who, "The fox.", CancellationToken.None));

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
            _who, "The fox.", CancellationToken.None));
        return refused.Message;
    }

    private async Task<Prompt[]> ReadAsync(string content)
    {
        var prompts = Path.Combine(_folder.FullName, "prompts.jsonl");
        await File.WriteAllTextAsync(prompts, content);
        return await Prompt.ReadAsync(prompts, CancellationToken.None);
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
            var answer = new JsonObject
            {
                ["choices"] = new JsonArray(
                    new JsonObject { ["message"] = new JsonObject { ["content"] = says } }),
            };
            return new(HttpStatusCode.OK) { Content = new StringContent(answer.ToJsonString(), Encoding.UTF8, "application/json") };
        }
    }
}
