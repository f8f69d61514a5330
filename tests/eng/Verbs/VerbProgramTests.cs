using System.CommandLine;

namespace Platform.Verbs.Tests;

public sealed class VerbProgramTests
{
    private static readonly Option<int> _number = Options.Number("--number", "N", "how many, 1 to 9", 5, (1, 9));
    private static readonly Option<string> _choice = Options.Choice("--format", ["text", "json"], "default text", "text");
    private static readonly Option<string?> _text = Options.Text("--text", "WORD", "any");
    private static readonly Option<bool> _switch = Options.Switch("--switch", "on or not");

    [Fact]
    public async Task Verb_WithNothing_HasTheDefaults() => Assert.Equal((0, "5 text  False", ""), await RunAsync("cost"));

    [Fact]
    public async Task Verb_WithAll_HasThem()
        => Assert.Equal(
            (0, "7 json a b True", ""), await RunAsync("cost", "--number", "7", "--switch", "--format", "json", "--text", "a b"));

    [Fact]
    public async Task Value_ThatBeginsWithAt_IsNoFileOfMore()
        => Assert.Equal((0, "5 text @all False", ""), await RunAsync("cost", "--text", "@all"));

    [Theory]
    [InlineData("unknown verb ''; allowed: cost, model")]
    [InlineData("unknown verb 'costs'; allowed: cost, model", "costs")]
    [InlineData("--number is '10'; allowed: 1 to 9", "cost", "--number", "10")]
    [InlineData("--number is '-1'; allowed: 1 to 9", "cost", "--number", "-1")]
    [InlineData("--format is 'xml'; allowed: text, json", "cost", "--format", "xml")]
    [InlineData("DIR is 'nowhere', which does not exist", "model", "nowhere")]
    public async Task Value_ThatIsWrong_IsQuotedWithWhatIsAllowed(string message, params string[] args)
        => Assert.Equal((2, "", message), await RunAsync(args));

    [Theory]
    [InlineData("unknown option '--nubmer'", "cost", "--nubmer", "7")]
    [InlineData("unknown option 'seven'", "cost", "seven")]
    [InlineData("--number wants a value: --number N", "cost", "--number")]
    [InlineData("--text wants a value: --text WORD", "cost", "--text", "--switch")]
    public async Task Line_ThatIsWrong_ComesWithHowTheVerbIsUsed(string message, params string[] args)
        => Assert.Equal((2, "", $"{message}\n\n{Help}"), await RunAsync(args));

    [Fact]
    public async Task Argument_ThatIsMissing_IsExplained()
        => Assert.Equal((2, "", "model wants DIR: a folder\n\nusage: dotnet platform.cs model DIR [options]\n\n"
            + $"{Verb.Model.Summary}\n\n  DIR                      a folder"), await RunAsync("model"));

    [Theory]
    [InlineData("cost", "--help")]
    [InlineData("cost", "--number", "-h")]
    public async Task Help_SaysWhatTheVerbTakes_AndNothingIsDone(params string[] args) => Assert.Equal((0, Help, ""), await RunAsync(args));

    [Fact]
    public async Task Fault_SeenLater_EndsLikeOneSeenAtOnce()
    {
        var command = Verb.Cost.ToCommand();
        command.SetAction(int (_) => throw new WrongUsageException("--url is 'x'; allowed: an address"));

        Assert.Equal((2, "", "--url is 'x'; allowed: an address"), await RunAsync([command], ["cost"]));
    }

    private static string Help => $"""
        usage: dotnet platform.cs cost [options]

        {Verb.Cost.Summary}

          --number N               how many, 1 to 9
          --format text|json       default text
          --text WORD              any
          --switch                 on or not
        """.ReplaceLineEndings("\n");

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var cost = Verb.Cost.ToCommand(_number, _choice, _text, _switch);
        cost.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(
            $"{parsed.GetValue(_number)} {parsed.GetValue(_choice)} {parsed.GetValue(_text)} {parsed.GetValue(_switch)}"));
        var model = Verb.Model.ToCommand(Options.ExistingArgument("DIR", "a folder"));
        model.SetAction(int (_) => throw new InvalidOperationException("nothing was to be done"));
        return RunAsync([cost, model], args);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(Command[] verbs, string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await VerbProgram.RunAsync(verbs, args, new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString().TrimEnd('\n'), error.ToString().TrimEnd('\n'));
    }
}
