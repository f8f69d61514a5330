using Platform.Bench.Commands;

namespace Platform.Bench.Tests.Commands;

public sealed class BenchCommandTests
{
    [Theory]
    [InlineData("unknown option '--fast'\n\nusage: dotnet platform.cs bench [options]", "--fast", "1")]
    [InlineData("--seconds wants a value: --seconds N\n\nusage: dotnet platform.cs bench [options]", "--hostile", "--seconds")]
    [InlineData("--minutes is '61'; allowed: 1 to 60", "--minutes", "61")]
    [InlineData("--minutes is '0'; allowed: 1 to 60", "--minutes", "0")]
    [InlineData("--rounds is 'two'; allowed: 1 to 100", "--rounds", "two")]
    [InlineData("--seconds is '-1'; allowed: 1 to 3600", "--seconds", "-1")]
    public async Task Run_WithAWrongOption_SaysWhatIsAllowed(string message, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };

        var code = await BenchCommand.RunAsync(["bench", .. arguments], output, errors);

        Assert.Equal((2, ""), (code, output.ToString()));
        Assert.StartsWith(message, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_SaysDefaultsAndBounds()
    {
        using var output = new StringWriter { NewLine = "\n" };

        var code = await BenchCommand.RunAsync(["bench", "--help"], output, TextWriter.Null);

        Assert.Equal(0, code);
        Assert.Contains(
            "\n  --rounds N               the one in the middle counts, 1 to 100 (default 15)\n", output.ToString(),
            StringComparison.Ordinal);
        Assert.Contains(
            "\n  --requests MILLIONS      sent to see whether resident memory stays flat, 1 to 10000 (default 10)\n", output.ToString(),
            StringComparison.Ordinal);
    }
}
