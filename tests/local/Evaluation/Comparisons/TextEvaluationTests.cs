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
}
