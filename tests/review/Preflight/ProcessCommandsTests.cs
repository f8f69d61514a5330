using Platform.Review.Preflight.Asking;

namespace Platform.Review.Tests.Preflight;

public sealed class ProcessCommandsTests
{
    [Fact]
    public async Task RunAsync_OfAProgramThatIsThere_TellsHowItEndedAndWhatItSaid()
    {
        var answer = await new ProcessCommands().RunAsync("dotnet", ["--version"], CancellationToken.None);

        Assert.Equal((0, ""), (answer!.ExitCode, answer.Error));
        Assert.Matches(@"^\d+\.\d+", answer.Output);
    }

    [Fact]
    public async Task RunAsync_OfAProgramThatFails_TellsItsError()
    {
        var answer = await new ProcessCommands().RunAsync("dotnet", ["there-is-no-such-command"], CancellationToken.None);

        Assert.NotEqual(0, answer!.ExitCode);
        Assert.NotEqual("", answer.Error);
    }

    [Fact]
    public async Task RunAsync_OfNoProgram_IsNothing()
        => Assert.Null(await new ProcessCommands().RunAsync("there-is-no-such-program", [], CancellationToken.None));
}
