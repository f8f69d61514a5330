using Moq;
using Platform.Gateway.Expressions;
using Xunit;

namespace Platform.Gateway.Tests.Expressions;

public sealed class KeptExpressionsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-expressions-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Compile_Anew_WritesOneFileThatTheNextStartReads()
    {
        Assert.Equal("a-1", Evaluate("\"a-\" + 1"));
        var file = Assert.Single(_folder.GetFiles());
        // Were it compiled once more, the file would be written once more
        File.SetLastWriteTimeUtc(file.FullName, DateTime.UnixEpoch);

        Assert.Equal("a-1", Evaluate("\"a-\" + 1"));

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(Assert.Single(_folder.GetFiles()).FullName));
    }

    [Fact]
    public void Compile_FromTheFolder_KnowsTheBodiesThatItReads()
    {
        const string code = "context.Request.Body.As<string>(true)";
        Add(code).Batch.Compile();
        var (batch, again) = Add(code);

        batch.Compile();

        Assert.Equal(BodiesRead.Request, again.Reads);
    }

    [Fact]
    public void Compile_OfOtherCode_IsNotAnswered()
    {
        Evaluate("1");

        Assert.Equal(2, Evaluate("2"));
        Assert.Equal(2, _folder.GetFiles().Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no assembly")]
    public void Compile_FileIsBroken_CompilesAnew(string content)
    {
        Evaluate("1");
        var file = Assert.Single(_folder.GetFiles()).FullName;
        File.WriteAllText(file, content);

        Assert.Equal(1, Evaluate("1"));
        Assert.NotEqual(content, File.ReadAllText(file));
    }

    [Fact]
    public void Compile_OfWhatMayBeSecret_WritesNothing()
    {
        Assert.Equal("s3cret", Evaluate("\"s3cret\"", mayBeSecret: true));

        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void Compile_FolderIsAFile_WorksWithout()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");

        Assert.Equal(1, Evaluate("1", folder: file));
    }

    [Fact]
    public void Compile_OfMoreThanAreKept_DeletesTheOldest()
    {
        foreach (var number in Enumerable.Range(0, 20))
            Evaluate(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(16, _folder.GetFiles().Length);
    }

    private (ExpressionBatch Batch, Expression Expression) Add(string code, bool mayBeSecret = false, string? folder = null)
    {
        var batch = new ExpressionBatch(new(folder ?? _folder.FullName));
        return (batch, batch.Add(new ExpressionText(code, false, _ => new("test", 1, 1)), mayBeSecret));
    }

    private object? Evaluate(string code, bool mayBeSecret = false, string? folder = null)
    {
        var (batch, expression) = Add(code, mayBeSecret, folder);
        batch.Compile();
        return expression.Evaluate(Mock.Of<IContext>());
    }
}
