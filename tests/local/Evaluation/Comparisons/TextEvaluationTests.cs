using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Platform.Evaluation.Tests.Comparisons;

/// <summary>Two models that write texts behind the real server.</summary>
public sealed class TextEvaluationTests : IDisposable
{
    private const string Story =
        "Once upon a time, a curious girl called Lucy lived near an old windmill. It was a foggy morning. Lucy wanted to learn to count to "
        + "a hundred, but it was too hard. She went to the beach to be alone. A friendly rabbit named Hop was watching. 'I can teach you "
        + "to count to a hundred,' said Hop. 'Watch me, and then try.' Lucy tried all day. At last she could count to a hundred! 'You are "
        + "a good teacher,' said Lucy. And Lucy never forgot that day.";

    /// <summary>A line.</summary>
    private const string Conversation = """{"messages":[{"role":"user","content":"Write a story about a girl called Lucy."},"""
        + """{"role":"assistant","content":""" + "\"" + Story + "\"},"
        + """{"role":"user","content":"Who is the story about?"}],"expected":"It is about a girl called Lucy."}""" + "\n";

    private static readonly string _stories = Path.Combine(AppContext.BaseDirectory, "models");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("texts-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Evaluate_TheSameWriter_GivesTheSameTexts_AndShowsNothing()
    {
        var run = await EvaluateAsync("""
            {"prompt":"Tell me a story.","expected":"Once upon a time"}
            {"prompt":"Tell me a story about a fox."}

            """);

        Assert.Equal(
            (0, "stories: the candidate is not shown to be better or worse: the differences may be none"), (run.ExitCode, run.Error));
        Assert.Equal((string?)run.Json["current"]!["characters"]!.ToJsonString(), run.Json["candidate"]!["characters"]!.ToJsonString());
        Assert.InRange((double)run.Json["candidate"]!["characters"]!, 20, 2_000);
        Assert.InRange((double)run.Json["candidate"]!["similarity"]!, 0.01, 1);
    }

    [Fact]
    public async Task Prompt_ThatLeavesLittleRoom_IsAnsweredAsFarAsThereIs()
    {
        var words = string.Join(' ', Enumerable.Repeat("The fox lived in a little house.", 30));

        var run = await EvaluateAsync($$"""{"prompt":"Tell me a story.","context":"{{words}}"}""");

        Assert.Equal((0, 0.0), (run.ExitCode, (double)run.Json["candidate"]!["refusals"]!));
    }

    [Fact]
    public async Task Answers_AreJudged_AndGroundedWhereThereIsAContext()
    {
        await using var judge = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]).Build();
        judge.MapPost("/v1/chat/completions", async (HttpRequest request) =>
        {
            var asked = await new StreamReader(request.Body).ReadToEndAsync();
            var marks = asked.Contains("by the sea", StringComparison.Ordinal)
                ? """{"groundedness":4,"relevance":3}"""
                : """{"groundedness":1,"relevance":5}""";
            return Results.Json(new { choices = new[] { new { message = new { content = marks } } } });
        });
        await judge.StartAsync();

        var run = await EvaluateAsync(
            """
            {"prompt":"Where did Mia live?","context":"Mia lived by the sea."}
            {"prompt":"Tell me a story."}
            """,
            "--judge", $"{judge.Urls.First()}/v1/chat/completions");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            (4.0, 4.0), ((double)run.Json["candidate"]!["groundedness"]!, (double)run.Json["candidate"]!["relevance"]!));
    }

    [Fact]
    public async Task Conversation_IsAnsweredAsAWhole()
    {
        var run = await EvaluateAsync(
            Conversation + """{"prompt":"Who is the story about?","expected":"It is about a girl called Lucy."}""");

        // Only who was told the story knows
        Assert.Equal((0, 2, 0.5), (run.ExitCode, (int)run.Json["prompts"]!, (double)run.Json["candidate"]!["exactMatch"]!));
    }

    [Fact]
    public async Task Conversation_WhoseRolesTheModelDoesNotKnow_IsRefusedByIt()
    {
        var run = await EvaluateAsync(
            """{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Tell me a story."}]}""");

        Assert.Equal((0, 1.0), (run.ExitCode, (double)run.Json["candidate"]!["refusals"]!));
    }

    [Theory]
    [InlineData(true, "the current version has none")]
    [InlineData(false, "neither version has one")]
    public async Task Conversation_WithoutAChatTemplate_IsRefusedBeforeAnythingIsAsked(bool candidateHasOne, string who)
    {
        var asked = 0;
        await using var judge = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]).Build();
        judge.MapPost("/v1/chat/completions", () => Interlocked.Increment(ref asked));
        await judge.StartAsync();
        var silent = Copy("silent/1", "tokenizer_config.json", "\"chat_template\"", "\"no_template\"");

        var run = await Run.OfAsync(
            "--models", _folder.FullName, "--model", "silent", "--candidate", candidateHasOne ? Bundled : silent, "--data",
            await WriteAsync("""{"prompt":"Tell me a story."}""" + "\n" + Conversation), "--judge",
            $"{judge.Urls.First()}/v1/chat/completions");

        Assert.Equal(
            (1, "'prompts.jsonl' line 2 has messages; expected {\"prompt\":\"…\",\"expected\":\"…\"}, as a model without a chat "
                + $"template takes prompts alone, and {who}", 0),
            (run.ExitCode, run.Error, asked));
    }

    // As a training's own step prepares it
    [SkippableFact]
    public async Task Data_LeftOut_IsWhatTheTrainingHoldsOut()
    {
        Skip.IfNot(File.Exists("/usr/bin/python3"), "there is no /usr/bin/python3");
        const string Line = """{"messages":[{"role":"user","content":"What is love?"}],"expected":"I only know stories."}""";

        var run = await EvaluateByAsync($"(rows / 'held_out.jsonl').write_text('{Line}')");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("held_out.jsonl", run.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Data_LeftOut_WhereTheTrainingHoldsNothingOut_IsAskedFor()
    {
        Skip.IfNot(File.Exists("/usr/bin/python3"), "there is no /usr/bin/python3");

        var run = await EvaluateByAsync("(rows / 'all.csv').write_text('')");

        Assert.Equal(
            (2, "the training of stories holds nothing out to compare on; name a file by --data FILE"), (run.ExitCode, run.Error));
    }

    private async Task<Run> EvaluateByAsync(string prepare)
    {
        var training = Path.Combine(_folder.FullName, "training");
        Directory.CreateDirectory(Path.Combine(training, "stories"));
        await File.WriteAllTextAsync(Path.Combine(training, "stories", "pipeline.py"), "");
        await File.WriteAllTextAsync(
            Path.Combine(training, "run.py"),
            $"import pathlib, sys\nrows = pathlib.Path(sys.argv[sys.argv.index('--rows') + 1])\n{prepare}\n");
        return await Run.OfAsync("--models", _stories, "--training", training, "--model", "stories", "--candidate", Bundled);
    }

    [Theory]
    [InlineData(
        "genai_config.json", "\"context_length\": 384", "\"context_length\": 128", "its window has 128 tokens instead of 384")]
    [InlineData(
        "tokenizer_config.json", "\"chat_template\"", "\"no_template\"", "it has no chat template, and so no conversations")]
    public async Task Candidate_ThatCallersWouldMissSomethingOf_IsRefused(string file, string from, string to, string lack)
    {
        var candidate = Copy("2", file, from, to);

        var run = await Run.OfAsync(
            "--models", _stories, "--model", "stories", "--candidate", candidate, "--data",
            await WriteAsync("""{"prompt":"Tell me a story."}"""));

        Assert.Equal(
            (1, $"the candidate has another signature, and callers would notice: {lack}"), (run.ExitCode, run.Error));
    }

    private static string Bundled => Path.Combine(_stories, "stories", "1");

    /// <summary>Of the bundled version beside itself.</summary>
    private async Task<Run> EvaluateAsync(string prompts, params string[] more) => await Run.OfAsync([
        "--models", _stories, "--model", "stories", "--candidate", Bundled, "--data", await WriteAsync(prompts), "--format", "json",
        .. more,
    ]);

    private async Task<string> WriteAsync(string prompts)
    {
        var file = Path.Combine(_folder.FullName, "prompts.jsonl");
        await File.WriteAllTextAsync(file, prompts);
        return file;
    }

    /// <returns>A folder like the bundled version, but for one file.</returns>
    private string Copy(string name, string file, string from, string to)
    {
        var folder = _folder.CreateSubdirectory(name).FullName;
        foreach (var each in Directory.GetFiles(Bundled))
            File.Copy(each, Path.Combine(folder, Path.GetFileName(each)));
        var content = File.ReadAllText(Path.Combine(folder, file));
        Assert.Contains(from, content, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, file), content.Replace(from, to, StringComparison.Ordinal));
        return folder;
    }
}
