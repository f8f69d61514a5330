using Platform.Inference.Faults;
using Platform.Inference.Features;
using Platform.Inference.Models;
using Platform.Inference.Predict;
using Platform.Inference.Sentiment;
using Platform.Inference.Tensors;

namespace Platform.Inference.Inspection;

/// <summary>What one version of a model serves, in words.</summary>
internal static class ModelDescription
{
    /// <returns>What is wrong with its example, or null.</returns>
    public static async Task<string?> WriteAsync(ModelVersion model, TextWriter output)
    {
        await output.WriteLineAsync($"  inputs     {Tensors(model.Signature.Inputs)}");
        await output.WriteLineAsync($"  outputs    {Tensors(model.Signature.Outputs)}");
        foreach (var finding in model.Findings)
            await output.WriteLineAsync($"  note       {finding}");
        await output.WriteLineAsync($"  tensors    POST /v2/models/{model.Name}/infer");
        if (model.Sentiment is not null)
            await output.WriteLineAsync("  texts      POST /sentiment-analysis");
        if (model.Predict is not { } plan)
        {
            await output.WriteLineAsync(
                "  features   none by name: /predict wants one input of rows, named by \"features\" in model.json, or one input "
                + "per feature");
            return null;
        }

        await output.WriteLineAsync($"  named      POST /models/{model.Name}/predict");
        foreach (var feature in plan.Features)
            await output.WriteLineAsync($"    {feature.Name,-20} {Describe(model, feature)}");
        return await WriteExampleAsync(model, plan, output);
    }

    private static async Task<string?> WriteExampleAsync(ModelVersion model, PredictPlan plan, TextWriter output)
    {
        var example = ExampleRow.Of(model, plan);
        await output.WriteLineAsync($"  example    {example.ToJsonString()}");
        try
        {
            await output.WriteLineAsync($"  answer     {await SampleAnswer.OfAsync(model, example)}");
            return null;
        }
        catch (ProtocolException refused)
        {
            return $"the example is refused: {refused.Message}";
        }
    }

    private static string Describe(ModelVersion model, FeatureColumn feature)
    {
        var type = ExampleRow.TypeOf(model, feature);
        var kind = type switch
        {
            DataType.Bytes => "text",
            DataType.Bool => "true or false",
            DataType.Fp16 or DataType.Fp32 or DataType.Fp64 => $"number ({type.Name})",
            _ => $"whole number ({type.Name})",
        };
        return ExampleRow.CategoriesOf(model, feature) is { } categories ? $"{kind}: {string.Join(", ", categories)}" : kind;
    }

    private static string Tensors(TensorSpec[] specs)
        => string.Join(", ", specs.Select(spec => $"{spec.Name} {spec.Type.Name} {Quote.Shape(spec.ListedShape)}"));
}
