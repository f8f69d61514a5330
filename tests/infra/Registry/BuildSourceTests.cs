using System.Formats.Tar;
using System.IO.Compression;
using Platform.Infra.Registry;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Registry;

public sealed class BuildSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("build-source-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task In_SameContentElsewhereAndLater_GivesSameTagAndSameBytes()
    {
        var (one, other) = (Tree("one"), Tree("other"));
        foreach (var file in Directory.EnumerateFiles(other, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(40));

        Assert.Equal(BuildSource.In(one, ImageContent.Inference).Tag, BuildSource.In(other, ImageContent.Inference).Tag);
        Assert.Equal(await ArchiveAsync(one), await ArchiveAsync(other));
    }

    [Fact]
    public void Tag_AfterAnyChange_IsAnother()
    {
        var root = Tree("one");
        var tags = new List<string> { BuildSource.In(root, ImageContent.Inference).Tag };

        File.AppendAllText(Path.Combine(root, "app/Inference/Program.cs"), "// more");
        tags.Add(BuildSource.In(root, ImageContent.Inference).Tag);
        File.Move(Path.Combine(root, "app/Inference/Program.cs"), Path.Combine(root, "app/Inference/Start.cs"));
        tags.Add(BuildSource.In(root, ImageContent.Inference).Tag);
        File.WriteAllText(Path.Combine(root, "global.json"), "{ }");
        tags.Add(BuildSource.In(root, ImageContent.Inference).Tag);

        Assert.Distinct(tags);
        Assert.All(tags, tag => Assert.Matches("^[0-9a-f]{12}$", tag));
    }

    [Fact]
    public void Tag_AfterBytesMoveFromOneFileToTheNext_IsAnother()
    {
        var (one, other) = (Tree("one"), Tree("other"));
        foreach (var (root, first, second) in new[] { (one, "ab", "c"), (other, "a", "bc") })
        {
            File.WriteAllText(Path.Combine(root, "app/Inference/a.txt"), first);
            File.WriteAllText(Path.Combine(root, "app/Inference/b.txt"), second);
        }

        Assert.NotEqual(BuildSource.In(one, ImageContent.Inference).Tag, BuildSource.In(other, ImageContent.Inference).Tag);
    }

    [Fact]
    public void Files_OfATree_LeaveOutWhatABuildMakes()
    {
        var root = Tree("one");
        string[] others =
        [
            "app/Inference/bin/x.dll", "app/Inference/obj/y.json", "app/Billing/Program.cs", "app/training/run.py",
            "app/Inference/Models/bin/z.dll", "infra/Program.cs", "README.md",
        ];
        foreach (var made in others)
            Write(root, made, "made");

        Assert.Equal(
            ["Directory.Build.props", "app/Inference/Dockerfile", "app/Inference/Models/iris.txt", "app/Inference/Program.cs"],
            BuildSource.In(root, ImageContent.Inference).Files);
    }

    [Fact]
    public async Task WriteArchive_OfATree_HoldsExactlyItsFilesWithTheirContent()
    {
        var root = Tree("one");
        var files = new Dictionary<string, string>();
        await using var tar = new TarReader(new GZipStream(new MemoryStream(await ArchiveAsync(root)), CompressionMode.Decompress));
        while (await tar.GetNextEntryAsync(copyData: true) is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream!);
            files.Add(entry.Name, await reader.ReadToEndAsync());
            Assert.Equal(DateTimeOffset.UnixEpoch, entry.ModificationTime);
            Assert.Equal((0, 0), (entry.Uid, entry.Gid));
        }

        Assert.Equal(BuildSource.In(root, ImageContent.Inference).Files, files.Keys);
        Assert.Equal("Program of one kind", files["app/Inference/Program.cs"]);
    }

    [Fact]
    public void In_FolderWithoutDockerfile_SaysWhatIsMissing()
        => Assert.Equal(
            $"'{_folder}' holds no app/Inference/Dockerfile; run from a whole checkout of the repository",
            Assert.Throws<FileNotFoundException>(() => BuildSource.In(_folder, ImageContent.Inference)).Message);

    [Fact]
    public void In_Repository_HoldsServerModelsAndBuildFiles()
    {
        var files = BuildSource.In(StackFiles.Root, ImageContent.Inference).Files;

        Assert.Superset(
            new HashSet<string>
            {
                "Directory.Build.props", "Directory.Packages.props", "global.json", "app/Inference/Dockerfile", "app/Inference/Program.cs",
            },
            files.ToHashSet());
        Assert.Contains(
            files,
            file => file.StartsWith("app/models/iris/", StringComparison.Ordinal) && file.EndsWith(".onnx", StringComparison.Ordinal));
        Assert.DoesNotContain(
            files, file => file.Contains("/bin/", StringComparison.Ordinal) || file.Contains("/obj/", StringComparison.Ordinal));
    }

    private string Tree(string name)
    {
        var root = Path.Combine(_folder, name);
        Write(root, "app/Inference/Dockerfile", "FROM scratch");
        Write(root, "app/Inference/Program.cs", "Program of one kind");
        Write(root, "app/Inference/Models/iris.txt", "setosa");
        Write(root, "Directory.Build.props", "<Project />");
        return root;
    }

    private static void Write(string root, string path, string content)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    private static async Task<byte[]> ArchiveAsync(string root)
    {
        using var archive = new MemoryStream();
        await BuildSource.In(root, ImageContent.Inference).WriteArchiveAsync(archive, CancellationToken.None);
        return archive.ToArray();
    }
}
