using System.Globalization;
using Platform.Infra.MachineLearning;

namespace Platform.Infra.Tests.MachineLearning;

public sealed class AssetSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("asset-source-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Hash_SameContentElsewhereAndLater_IsTheSame()
    {
        var (one, other) = (Source("one", ("a.txt", "A"), ("b/c.txt", "C")), Source("other", ("b/c.txt", "C"), ("a.txt", "A")));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "other"), "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(40));

        Assert.Equal(one.Hash, other.Hash);
        Assert.Equal(one.Number, other.Number);
        Assert.Equal($"models/iris/{one.Hash}/iris", one.Path);
        Assert.Equal([$"{one.Path}/a.txt", $"{one.Path}/b/c.txt"], one.Blobs.Select(blob => blob.Path));
    }

    [Fact]
    public void Hash_OfAnyOtherNameOrContent_IsAnother()
        => Assert.Distinct(
            [
                Source("1", ("a.txt", "A")).Hash, Source("2", ("a.txt", "B")).Hash, Source("3", ("b.txt", "A")).Hash,
                Source("4", ("a.txt", "A"), ("b.txt", "")).Hash, Source("5", ("a.txt", "")).Hash,
                Source("6", ("a.txt", "A"), ("c.txt", "")).Hash,
            ]);

    [Fact]
    public void Number_OfAnyContent_LeavesRoomToCountUp()
        => Assert.All(
            Enumerable.Range(0, 200).Select(i => Source($"n{i}", ("a.txt", $"{i}")).Number),
            number => Assert.InRange(int.Parse(number, CultureInfo.InvariantCulture), 1, 1 << 30));

    [Fact]
    public void New_WithoutTheFile_SaysWhich()
    {
        var missing = Path.Combine(_folder, "model.onnx");

        Assert.Equal(
            $"'{missing}' is missing; run from a whole checkout of the repository",
            Assert.Throws<FileNotFoundException>(() => new AssetSource("models/iris", "iris", ("1/model.onnx", missing))).Message);
    }

    private AssetSource Source(string folder, params (string Path, string Content)[] files)
    {
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(_folder, folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }

        return new("models/iris", "iris", files.Select(file => (file.Path, Path.Combine(_folder, folder, file.Path))));
    }
}
