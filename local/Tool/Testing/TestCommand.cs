using System.CommandLine;
using Platform.Tool.Processes;
using Platform.Tool.Setup;
using Platform.Verbs;

namespace Platform.Tool.Testing;

/// <summary><c>test</c>: builds everything, and runs all tests.</summary>
internal static class TestCommand
{
    /// <summary>Many tests wait for processes and clocks; more at once than this would make those that measure time fail.</summary>
    private const int AtOnce = 2;

    public static Command Create()
    {
        var filter = Options.Text("--filter", "EXPRESSION", "only tests that match, as `dotnet test --filter` has it");
        var command = Verb.Test.ToCommand(filter);
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(filter)));
        return command;
    }

    private static async Task<int> RunAsync(string? filter)
    {
        var projects = TestProject.All();
        await Build.AllAsync(["Platform.sln", .. projects.Where(project => project.IsOfMachinery).Select(project => project.Path)]);
        var (passed, failed, skipped) = (0, 0, 0);
        using (var step = new Step("Testing"))
            await Parallel.ForEachAsync(projects, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (project, _) =>
            {
                var result = await project.RunAsync(filter);
                lock (step)
                {
                    (passed, failed, skipped) = (passed + result.Passed, failed + result.Failed, skipped + result.Skipped);
                    foreach (var line in result.Lines)
                        step.WriteLine(line);
                }
            });
        if (passed + failed == 0)
            throw new FailedException(filter is null ? "no test was run" : $"no test matches --filter '{filter}'");
        Console.WriteLine($"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}");
        return failed == 0 ? 0 : 1;
    }
}
