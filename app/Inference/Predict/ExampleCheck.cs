using System.Text;
using Platform.Inference.Faults;
using Platform.Inference.Features;
using Platform.Inference.Models;

namespace Platform.Inference.Predict;

/// <summary>
/// Holds the example of <c>model.json</c> to the features that it is an example of: documents, samples and smoke tests send it.
/// </summary>
internal static class ExampleCheck
{
    /// <exception cref="ModelLoadException">The server would refuse it.</exception>
    public static void Require(ModelVersion model)
    {
        if (model.Settings.Example is not { } example)
            return;
        if (model.Predict is not { } plan)
            throw new ModelLoadException(
                "model.json gives an example, but the model takes no named features; name them in \"features\", or leave \"example\" out");
        string?[] reasons =
        [
            Names(
                "misses",
                plan.Features.Where(feature => !feature.IsOptional && !example.ContainsKey(feature.Name)).Select(feature => feature.Name)),
            Names("has the unknown", example.Select(value => value.Key).Except(plan.Features.Select(feature => feature.Name))),
        ];
        if (reasons.Any(reason => reason is not null))
            throw new ModelLoadException(
                $"model.json's example {string.Join(" and ", reasons.OfType<string>())}; the features are {Quote.Names(
                    [.. plan.Features.Select(feature => feature.Name)])}");
        Read(model, plan, Encoding.UTF8.GetBytes(example.ToJsonString()));
    }

    private static void Read(ModelVersion model, PredictPlan plan, byte[] example)
    {
        try
        {
            PredictRequestReader.Read(new InferenceJob(model), plan, example);
        }
        catch (ProtocolException refused)
        {
            throw new ModelLoadException($"model.json's example is refused: {refused.Message}");
        }
    }

    private static string? Names(string what, IEnumerable<string> names)
        => names.Select(name => $"'{Quote.Short(name)}'").ToList() is { Count: > 0 } found ? $"{what} {string.Join(", ", found)}" : null;
}
