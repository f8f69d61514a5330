using Platform.Review.Diff;
using Platform.Review.Diff.Images;
using Platform.Review.Stacks;
using Platform.Review.Tests.Commands;

namespace Platform.Review.Tests.Diff.Images;

/// <summary>What of the image differs since a commit.</summary>
public sealed class ImageHistoryTests : IAsyncLifetime
{
    private readonly Checkout _checkout = new();

    public async Task InitializeAsync()
    {
        Write("app/Inference/Program.cs", "one");
        Write("app/models/other/1/model.onnx", "model");
        Write("app/training/train.py", "no part of it");
        await _checkout.GitAsync("init", "-q");
        await CommitAsync();
    }

    public Task DisposeAsync()
    {
        _checkout.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("app/Inference/Dockerfile", ChangeKind.Changed)]
    [InlineData("app/Inference/Program.cs", ChangeKind.Changed)]
    [InlineData("app/Inference/New.cs", ChangeKind.Added)]
    [InlineData("app/models/other/1/model.onnx", ChangeKind.Changed)]
    [InlineData("app/models/new/1/model.onnx", ChangeKind.Added)]
    public async Task Since_AFileOfIt_IsAnotherImage(string file, object kind)
    {
        Write(file, "other");

        var image = await SinceAsync();

        Assert.NotEqual(image.Before, image.After);
        Assert.Equal([new FileChange((ChangeKind)kind, file)], image.Files);
    }

    [Fact]
    public async Task Since_AFileThatIsGone_IsAnotherImage()
    {
        File.Delete(Path.Combine(_checkout.Path, "app", "Inference", "Program.cs"));

        Assert.Equal([new FileChange(ChangeKind.Removed, "app/Inference/Program.cs")], (await SinceAsync()).Files);
    }

    // Each image has its own; what they share is part of both
    [Theory]
    [InlineData("app/Billing/Program.cs", "billingImage")]
    [InlineData("app/Inference/Program.cs", "image")]
    [InlineData("global.json", "image", "billingImage")]
    public async Task Since_OfTwoImages_SaysWhich(string file, params string[] expected)
    {
        Write("app/Billing/Dockerfile", "FROM scratch");
        await CommitAsync();
        Write(file, "other");

        Assert.Equal(expected, (await AllSinceAsync()).Select(image => image.Output));
    }

    // The same tag as the program would give it, of both sides
    [Fact]
    public async Task Since_AndBack_HasTheTagsOfBothSides()
    {
        Write("app/Inference/Program.cs", "two");
        var there = await SinceAsync();
        await CommitAsync();
        Write("app/Inference/Program.cs", "one");
        var back = await SinceAsync();

        Assert.Equal((there.Before, there.After), (back.After, back.Before));
        Assert.Equal(Infra.Registry.BuildSource.In(_checkout.Path, Infra.Registry.ImageContent.Inference).Tag, back.After);
    }

    [Theory]
    [InlineData("app/training/train.py")]
    [InlineData("README.md")]
    [InlineData("app/Inference/obj/cache.json")]
    public async Task Since_AFileOfSomethingElse_IsTheSameImage(string file)
    {
        Write(file, "other");

        Assert.Empty(await AllSinceAsync());
    }

    [Fact]
    public async Task Report_OfAnotherImage_ShowsWhereItGoes()
    {
        await _checkout.CommitAsync();
        Write("app/Inference/Program.cs", "two");

        var run = await CommandLine.RunAsync("diff", "--root", _checkout.Path, "--base", "HEAD");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(
            @"\nAnother image is built and rolled out: [0-9a-f]{12} → [0-9a-f]{12}; 1 of its files differ\n  changed  "
            + @"app/Inference/Program.cs\n", run.Output);
        Assert.Matches(@"replaced  platform/registry/image-<image tag>  azure-native:resources:Deployment", run.Output);
        Assert.Matches(
            @"containers\[name=server\]\.image: \w+\.azurecr\.io/inference:[0-9a-f]{12} → \w+\.azurecr\.io/inference:[0-9a-f]{12}",
            run.Output);
    }

    private void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_checkout.Path, file))!);
        _checkout.Write(file, content);
    }

    private async Task CommitAsync()
    {
        await _checkout.GitAsync("add", ".");
        await _checkout.GitAsync("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "files");
    }

    private async Task<ImageChange> SinceAsync() => Assert.Single(await AllSinceAsync());

    private async Task<IReadOnlyList<ImageChange>> AllSinceAsync()
    {
        var git = new GitHistory(_checkout.Path);
        return await ImageHistory.SinceAsync(
            git, await git.BaseAsync("HEAD", CancellationToken.None), _checkout.Path, CancellationToken.None);
    }
}
