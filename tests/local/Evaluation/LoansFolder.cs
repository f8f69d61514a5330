using System.Globalization;
using System.Text;
using Platform.Evaluation.Statistics;
using Platform.Forests.Tests;

namespace Platform.Evaluation.Tests;

/// <summary>A repository with a model 'loans', candidates of it, and people of whom it is known what is true.</summary>
internal sealed class LoansFolder : IDisposable
{
    private const int Fp32 = 1, Bytes = 8;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("loans-");

    public string Models => At("models");

    /// <summary>What makes people say yes.</summary>
    public static float[] TrueWeights { get; } = [2, -1];

    public string At(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);

    /// <param name="folder">Of the version.</param>
    /// <param name="weights">Of each feature.</param>
    public string AddVersion(string folder, params float[] weights)
    {
        Directory.CreateDirectory(At(folder));
        File.WriteAllBytes(Path.Combine(At(folder), "model.onnx"), OnnxBytes.Model(
            OnnxBytes.Node(
                "ai.onnx.ml", "LinearClassifier", "features", ["label", "probabilities"],
                OnnxBytes.Attribute("classlabels_strings", new[] { "no", "yes" }),
                OnnxBytes.Attribute("coefficients", weights.Select(weight => -weight).Concat(weights).ToArray()),
                OnnxBytes.Attribute("intercepts", new[] { 0f, 0f }), OnnxBytes.Attribute("multi_class", 1L),
                OnnxBytes.Attribute("post_transform", "LOGISTIC")),
            OnnxBytes.Value(11, "features", Fp32, [-1, weights.Length]), OnnxBytes.Value(12, "label", Bytes, [-1]),
            OnnxBytes.Value(12, "probabilities", Fp32, [-1, 2])));
        return At(folder);
    }

    public void AddService(params float[] weights)
    {
        AddVersion("models/loans/1", weights);
        File.WriteAllText(At("models/loans/model.json"), """{"features":["income","debts"],"batching":{"maxBatchSize":4096}}""");
    }

    /// <returns>A CSV file of people.</returns>
    public string AddPeople(int count, int seed = 1)
    {
        var (draws, text) = (new Draws(seed), new StringBuilder("town,debts,income,repaid\n"));
        for (var row = 0; row < count; row++)
        {
            var (income, debts) = (Value(), Value());
            var logit = TrueWeights[0] * income + TrueWeights[1] * debts;
            var repaid = draws.Next(1_000_000) < 1_000_000 / (1 + Math.Exp(-logit));
            text.Append(
                CultureInfo.InvariantCulture,
                $"{(draws.Next(2) == 0 ? "north" : "south")},{debts:R},{income:R},{(repaid ? "yes" : "no")}\n");
        }

        File.WriteAllText(At("people.csv"), text.ToString());
        return At("people.csv");

        float Value() => draws.Next(4_000_001) / 1_000_000f - 2;
    }
}
