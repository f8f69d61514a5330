using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Platform.Evaluation.Tests.Comparisons;

/// <summary>Two models that write texts behind the real server.</summary>
public sealed class TextEvaluationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("texts-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Evaluate_TheSameWriter_GivesTheSameTexts_AndShowsNothing()
    {
        var stories = Path.Combine(AppContext.BaseDirectory, "models");
        var prompts = Path.Combine(_folder.FullName, "prompts.jsonl");
        await File.WriteAllTextAsync(prompts, """
            {"prompt":"Tell me a story.","expected":"Once upon a time"}
            {"prompt":"Tell me a story about a fox."}

            """);

        var run = await Run.OfAsync(
            "--models", stories, "--model", "stories", "--candidate", Path.Combine(stories, "stories", "1"), "--data", prompts,
            "--format", "json");

        Assert.Equal(
            (0, "stories: the candidate is not shown to be better or worse: the differences may be none"), (run.ExitCode, run.Error));
        Assert.Equal((string?)run.Json["current"]!["characters"]!.ToJsonString(), run.Json["candidate"]!["characters"]!.ToJsonString());
        Assert.InRange((double)run.Json["candidate"]!["characters"]!, 20, 2_000);
        Assert.InRange((double)run.Json["candidate"]!["similarity"]!, 0.01, 1);
    }

    [Fact]
    public async Task Prompt_ThatLeavesLittleRoom_IsAnsweredAsFarAsThereIs()
    {
        var stories = Path.Combine(AppContext.BaseDirectory, "models");
        var prompts = Path.Combine(_folder.FullName, "prompts.jsonl");
        var words = string.Join(' ', Enumerable.Repeat("The fox lived in a little house.", 30));
        await File.WriteAllTextAsync(prompts, $$"""{"prompt":"Tell me a story.","context":"{{words}}"}""");

        var run = await Run.OfAsync(
            "--models", stories, "--model", "stories", "--candidate", Path.Combine(stories, "stories", "1"), "--data", prompts,
            "--format", "json");

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
        var stories = Path.Combine(AppContext.BaseDirectory, "models");
        var prompts = Path.Combine(_folder.FullName, "prompts.jsonl");
        await File.WriteAllTextAsync(prompts, """
            {"prompt":"Where did Mia live?","context":"Mia lived by the sea."}
            {"prompt":"Tell me a story."}
            """);

        var run = await Run.OfAsync(
            "--models", stories, "--model", "stories", "--candidate", Path.Combine(stories, "stories", "1"), "--data", prompts,
            "--judge", $"{judge.Urls.First()}/v1/chat/completions", "--format", "json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            (4.0, 4.0), ((double)run.Json["candidate"]!["groundedness"]!, (double)run.Json["candidate"]!["relevance"]!));
    }

    [Theory]
    [InlineData(
        "genai_config.json", "\"context_length\": 384", "\"context_length\": 128", "its window has 128 tokens instead of 384")]
    [InlineData(
        "tokenizer_config.json", "\"chat_template\"", "\"no_template\"", "it has no chat template, and so no conversations")]
    public async Task Candidate_ThatCallersWouldMissSomethingOf_IsRefused(string file, string from, string to, string lack)
    {
        var stories = Path.Combine(AppContext.BaseDirectory, "models");
        var prompts = Path.Combine(_folder.FullName, "prompts.jsonl");
        await File.WriteAllTextAsync(prompts, """{"prompt":"Tell me a story."}""");
        var candidate = _folder.CreateSubdirectory("2").FullName;
        foreach (var each in Directory.GetFiles(Path.Combine(stories, "stories", "1")))
            File.Copy(each, Path.Combine(candidate, Path.GetFileName(each)));
        var content = await File.ReadAllTextAsync(Path.Combine(candidate, file));
        Assert.Contains(from, content, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(candidate, file), content.Replace(from, to, StringComparison.Ordinal));

        var run = await Run.OfAsync("--models", stories, "--model", "stories", "--candidate", candidate, "--data", prompts);

        Assert.Equal(
            (1, $"the candidate has another signature, and callers would notice: {lack}"), (run.ExitCode, run.Error));
    }
}
