using System.CommandLine;
using Platform.Verbs;

namespace Platform.Evaluation.Commands;

/// <summary>What is done with a candidate: it is trained, and held to the version in service.</summary>
internal static class EvaluationCommand
{
    /// <returns>What the verb returns; 1 where it could not be done, 2 for a wrong command.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        try
        {
            return await VerbProgram.RunAsync(
                [EvaluateCommand.Create(), TrainCommand.Create()], args, new InvocationConfiguration { Output = output, Error = errors });
        }
        catch (EvaluationException exception)
        {
            await errors.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
