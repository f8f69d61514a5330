using System.CommandLine;
using Platform.Tool.Processes;
using Platform.Tool.Setup;
using Platform.Verbs;

namespace Platform.Tool.Commands;

/// <summary>Verbs of programs of their own, which declare their options: built, and given all that was given.</summary>
internal static class HandedOver
{
    public static IReadOnlyDictionary<Verb, Func<IReadOnlyList<string>, Task<int>>> Verbs { get; } =
        new Dictionary<Verb, Func<IReadOnlyList<string>, Task<int>>>
        {
            [Verb.Plan] = ReviewAsync,
            [Verb.Diff] = ReviewAsync,
            [Verb.Check] = ReviewAsync,
            [Verb.Preflight] = ReviewAsync,
            [Verb.Kinds] = ReviewAsync,
            [Verb.Report] = ReviewAsync,
            [Verb.Cost] = ReviewAsync,
            [Verb.Prices] = ReviewAsync,
            [Verb.Graph] = ReviewAsync,
            [Verb.Import] = ReviewAsync,
            [Verb.Rehearse] = RehearseAsync,
            [Verb.Train] = EvaluationAsync,
            [Verb.Evaluate] = EvaluationAsync,
            [Verb.Bench] = BenchAsync,
        };

    private static async Task<int> ReviewAsync(IReadOnlyList<string> args)
        => await Run.ForwardAsync(await ReviewBuild.MakeAsync(), [args[0], "--root", Repository.Root, .. args.Skip(1)]);

    private static async Task<int> EvaluationAsync(IReadOnlyList<string> args)
    {
        await Build.PlainAsync("local/Evaluation/Platform.Evaluation.csproj");
        return await Run.ForwardAsync(
            Programs.Evaluation,
            [args[0], "--models", Repository.At("app", "models"), "--training", Repository.At("app", "training"), .. args.Skip(1)]);
    }

    private static async Task<int> BenchAsync(IReadOnlyList<string> args)
    {
        await Build.WithPulumiAsync("bench/Platform.Bench.csproj");
        return await Run.ForwardAsync(Programs.Bench, args);
    }

    private static async Task<int> RehearseAsync(IReadOnlyList<string> args)
    {
        await Build.WithPulumiAsync("local/Rehearsal/Platform.Rehearsal.csproj");
        if (args.Any(VerbProgram.AsksForHelp))
            return await Run.ForwardAsync(Programs.Rehearsal, args);
        var folder = Directory.CreateTempSubdirectory("platform-");
        try
        {
            return await Run.ForwardAsync(
                Programs.Rehearsal, [args[0], "--plan", await StackPlan.WriteAsync("dev", folder), .. args.Skip(1)]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
