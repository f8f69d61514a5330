using System.Text.Json.Nodes;
using Platform.Evaluation.Commands;

namespace Platform.Evaluation.Tests;

/// <summary>One run of the command.</summary>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    public static async Task<Run> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await EvaluationCommand.RunAsync(["evaluate", .. arguments], output, errors);
        return new(code, output.ToString().ReplaceLineEndings("\n").Trim(), errors.ToString().ReplaceLineEndings("\n").Trim());
    }
}
