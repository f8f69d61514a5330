using System.Text;
using Platform.Review.Previews;
using Platform.Review.Report.Diffs;
using Platform.Review.Tests.Commands;

namespace Platform.Review.Tests.Previews;

/// <summary>Files that are no preview, each with a message and, for workflows, an exit code.</summary>
public sealed class PreviewReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "is empty: Pulumi stopped before it had anything to write, and said why on its standard error.")]
    [InlineData(" \n", "is empty: Pulumi stopped before it had anything to write, and said why on its standard error.")]
    [InlineData("{\"steps\": [{\"op\": \"sa", "is truncated: it ends in the middle of the document, after 21 characters; write it anew.")]
    [InlineData("{\"steps\": []", "is truncated: it ends in the middle of the document, after 12 characters; write it anew.")]
    [InlineData("Previewing update (dev):\n{}",
        "is no JSON at line 1; write nothing but the standard output of `pulumi preview --json` to it.")]
    [InlineData("{\n\"steps\": oops }", "is no JSON at line 2; write nothing but the standard output of `pulumi preview --json` to it.")]
    [InlineData("[]", "is no preview: it holds no JSON object.")]
    [InlineData("7", "is no preview: it holds no JSON object.")]
    [InlineData("{}", "is no preview: it has no steps, and even one of an unchanged stack has the stack's own.")]
    [InlineData("{\"steps\": 7}", "is a preview of another shape than that of Pulumi 3.132 and newer.")]
    [InlineData("{\"steps\": [7]}",
        "is a preview of another shape than that of Pulumi 3.132 and newer: 'steps' holds something else than objects.")]
    [InlineData("{\"steps\": [{\"op\": \"same\"}]}",
        "is a preview of another shape than that of Pulumi 3.132 and newer: step 1 has no op, or no urn.")]
    [InlineData(
        "{\"sequence\":0,\"preludeEvent\":{}}\n{\"sequence\":1}\n",
        "holds 2 documents, one after the other: a stream of events, as `pulumi up --json` writes, or `pulumi preview --json` where "
        + "PULUMI_ENABLE_STREAMING_JSON_PREVIEW is set. Write it with `pulumi preview --json`, without that variable.")]
    [InlineData("{\"sequence\":0}", "is no preview, but a stream of events, of one event: unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW.")]
    [InlineData("{\"result\":\"succeeded\",\"duration\":1}",
        "is no preview, but the short summary that `--output json` writes, and names no property: write it with `--json`.")]
    [InlineData("{\"manifest\":{},\"resourcePlans\":{}}",
        "is no preview, but a plan of `--save-plan`, for `pulumi up --plan`: write the preview with `--json`.")]
    [InlineData("{\"version\":3,\"deployment\":{}}", "is no preview, but a stack's state, of `pulumi stack export`.")]
    [InlineData("{\"schemaVersion\":1,\"resources\":[]}", "is no preview, but a plan of this repository: compare it with `diff --base`.")]
    [InlineData("{\"format_version\":\"1.2\",\"resource_changes\":[]}",
        "is no preview, but a plan of Terraform or OpenTofu: this platform is Pulumi's; write the preview with `pulumi preview --json`.")]
    [InlineData("{\"format_version\":\"1.2\",\"planned_values\":{}}",
        "is no preview, but a plan of Terraform or OpenTofu: this platform is Pulumi's; write the preview with `pulumi preview --json`.")]
    [InlineData("{\"version\":4,\"terraform_version\":\"1.9.0\",\"resources\":[]}",
        "is no preview, but Terraform's or OpenTofu's: this platform is Pulumi's; write the preview with `pulumi preview --json`.")]
    [InlineData("{\"status\":\"Succeeded\",\"changes\":[{\"resourceId\":\"/subscriptions/0\",\"changeType\":\"Create\"}]}",
        "is no preview, but a what-if of Azure Resource Manager, which knows no program: write the preview with `pulumi preview --json`.")]
    [InlineData("{\"events\":[{\"sequence\":1,\"preludeEvent\":{}}],\"continuationToken\":null}",
        "is no preview, but a page of Pulumi Cloud's events of an update: write the preview with `pulumi preview --json`.")]
    public Task Preview_NoPreview_SaysWhatItIs(string content, string expected) => FailsAsync(6, content, expected);

    [Fact]
    public Task Preview_UnknownOperation_NamesIt() => FailsAsync(
        6,
        $$"""{"steps":[{"op":"explode","urn":"{{Documents.Stack}}"}]}""",
        $"has 'explode' for {Documents.Stack}, an operation that is not known here; known are: {string.Join(", ", PreviewOps.All)}.");

    // A reader who is told of less than the engine counts is told the untruth
    [Theory]
    [InlineData("create", 2)]
    [InlineData("update", 1)]
    [InlineData("delete", 1)]
    [InlineData("replace", 1)]
    [InlineData("import", 1)]
    public Task Preview_OfFewerStepsThanItCounts_SaysSo(string op, int count) => FailsAsync(
        6,
        $$$"""{"steps":[{"op":"same","urn":"{{{Documents.Stack}}}"},{"op":"create","urn":"{{{Zone("dev")}}}"}]"""
        + $$$""","changeSummary":{"{{{op}}}":{{{count}}}}}""",
        $"is not whole: Pulumi counts {count} × {op}, and there are {(op == "create" ? 1 : 0)}; write it anew.");

    [Fact]
    public Task Preview_OfAStateThatMayBeCorrupt_IsNotTrusted() => FailsAsync(
        7,
        $$"""{"steps":[{"op":"same","urn":"{{Documents.Stack}}"}],"maybeCorrupt":true}""",
        "is of a state that may be corrupt, as Pulumi says itself, and of which no preview is to be trusted: look into it with "
        + "`pulumi stack export`, mend it with `pulumi state repair`, and write the preview anew.");

    [Fact]
    public Task Preview_OfTwoStacks_SaysWhich() => FailsAsync(
        6,
        $$"""{"steps":[{"op":"same","urn":"{{Documents.Stack}}"},{"op":"create","urn":"{{Zone("prod")}}"}]}""",
        "is of several stacks, 'platform/dev' and 'platform/prod': give one of each.");

    // Of a version of Pulumi's that leaves out what it can
    [Theory]
    [InlineData("azure-native:privatedns:PrivateZone", "", 1)]
    [InlineData("platform:infra:Network", "", 0)]
    [InlineData("platform:infra:Network", ",\"provider\":\"urn:pulumi:dev::platform::pulumi:providers:azure-native::p::1\"", 1)]
    public void Preview_StatesWithoutCustom_AreResourcesOfProviders(string type, string more, int expected)
    {
        var urn = $"urn:pulumi:dev::platform::{type}::zone";
        var state = $$$"""{"urn":"{{{urn}}}","type":"{{{type}}}","inputs":{"a":"b"}{{{more}}}}""";
        var document = $$$"""{"steps":[{"op":"create","urn":"{{{urn}}}","newState":{{{state}}}}]}""";

        Assert.Equal(
            expected, PreviewReport.OfProgram(PreviewReader.Read(PreviewText.Parse(document, "it"), "it"), "it").Stacks[0].Changes.Count);
    }

    private static string Zone(string stack) => $"urn:pulumi:{stack}::platform::azure-native:privatedns:PrivateZone::zone";

    [Fact]
    public Task Preview_StateWithoutUrn_SaysSo() => FailsAsync(
        6,
        $$$"""{"steps":[{"op":"same","urn":"{{{Documents.Stack}}}","newState":{}}]}""",
        "is a preview of another shape than that of Pulumi 3.132 and newer: a state has no urn.");

    [Fact]
    public Task Preview_ThatFailed_SaysWhy() => FailsAsync(
        7,
        $$"""{"steps":[{"op":"same","urn":"{{Documents.Stack}}"}],"diagnostics":[{"message":"error: no subscription\nlog """
        + $$"""in","severity":"error"},{"urn":"{{Documents.Stack}}","message":"wrong","severity":"error"}]}""",
        "is of a preview that failed, and does not show all that would change:\n  no subscription\n  log in\n  platform-dev: wrong");

    [Fact]
    public async Task Preview_OfARefresh_IsReferredToDrift()
    {
        var file = Documents.File("refresh");

        await FailsAsync(6, $"'{file}' is of a refresh, and shows what drifted: give it with --drift.", "--preview", file);
    }

    [Fact]
    public async Task Drift_OfAPreview_IsReferredToPreview()
    {
        var file = Documents.File("preview");

        await FailsAsync(
            6,
            $"'{file}' is of a preview that did not look at the cloud: write it with `pulumi refresh --preview-only --json`, "
            + "or give it with --preview.", "--drift",
            file);
    }

    [Fact]
    public async Task Drift_OfAnOldCli_SaysWhichIsNeeded()
    {
        var file = _folder.Write(
            "old.json", $$$"""{"steps":[{"op":"refresh","urn":"{{{Documents.Stack}}}"}],"changeSummary":{"same":1,"update":2}}""");

        await FailsAsync(
            6,
            $"'{file}' counts 2 that differ, and does not say how: the Pulumi CLI that wrote it is older than 3.132. Update it, "
            + "and write the file anew.", "--drift",
            file);
    }

    [Fact]
    public async Task Preview_OfAnotherStack_SaysSo()
        => await FailsAsync(
            6, $"'{Documents.File("preview")}' is of stack 'dev', and --stack is 'prod'.", "--preview", Documents.File("preview"),
            "--stack", "prod");

    [Fact]
    public async Task Preview_NoFile_SaysSo()
    {
        var run = await CommandLine.RunAsync("diff", "--preview", Path.Combine(_folder.Path, "none.json"));

        Assert.Equal((6, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"'{Path.Combine(_folder.Path, "none.json")}' cannot be read: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_RedirectedAsUtf16_IsRead()
    {
        var file = Path.Combine(_folder.Path, "preview.json");
        await File.WriteAllTextAsync(file, await File.ReadAllTextAsync(Documents.File("preview")), Encoding.Unicode);

        var run = await CommandLine.RunAsync("diff", "--preview", file, "--stack", "dev", "--fail-on", "loss");

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("dev against the stack's state, by preview.json: 2 replaced,", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("risks", 3)]
    [InlineData("nothing", 0)]
    public async Task Preview_Whole_LeavesNothingOut_AndEndsByItsRisks(string failOn, int exitCode)
    {
        var run = await CommandLine.RunAsync(
            "diff", "--preview", Documents.File("preview"), "--format", "markdown", "--whole", "--fail-on", failOn);

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
        Assert.Contains("<summary>dev / ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Too long", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_Truncated_LeavesTheOutputFileAlone()
    {
        var (file, report) = (_folder.Write("preview.json", "{"), _folder.Write("report.md", "before"));

        Assert.Equal(6, (await CommandLine.RunAsync("diff", "--preview", file, "--output", report)).ExitCode);

        Assert.Equal("before", await File.ReadAllTextAsync(report));
    }

    [Theory]
    [InlineData("--preview", "a", "--drift", "b")]
    [InlineData("--preview", "a", "--base", "HEAD")]
    [InlineData("--preview", "a", "--whole")]
    public async Task Preview_WithAnotherSource_IsWrongUsage(params string[] args)
        => Assert.Equal(2, (await CommandLine.RunAsync(["diff", .. args])).ExitCode);

    private Task FailsAsync(int exitCode, string content, string expected)
    {
        var file = _folder.Write("preview.json", content);
        return FailsAsync(exitCode, $"'{file}' {expected}", "--preview", file);
    }

    private static async Task FailsAsync(int exitCode, string message, params string[] args)
    {
        var run = await CommandLine.RunAsync(["diff", .. args]);

        Assert.Equal((exitCode, "", message), (run.ExitCode, run.Output, run.Error.TrimEnd().ReplaceLineEndings("\n")));
    }
}
