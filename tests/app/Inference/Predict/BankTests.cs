using System.Globalization;
using System.Net;

namespace Platform.Inference.Tests.Predict;

/// <summary>The bundled model of one input per column, against the scikit-learn pipeline that it is made from.</summary>
public sealed class BankTests(BundledServer bundled) : IClassFixture<BundledServer>
{
    private static readonly string _file = Path.Combine(AppContext.BaseDirectory, "Data", "bank.csv");
    private static readonly string[] _names = File.ReadLines(_file).First().Split(',')[..8];
    private static readonly string[][] _rows = [.. File.ReadLines(_file).Skip(1).Select(line => line.Split(','))];

    [Fact]
    public async Task Predict_PeopleHeldOut_AnswersAsThePipelineDoes()
    {
        var body = $"[{string.Join(',', _rows.Select(Json))}]";

        var answers = (await bundled.Server.PostAsync("/models/bank/predict", body)).Json.AsArray();

        Assert.Equal(_rows.Length, answers.Count);
        foreach (var (row, answer) in _rows.Zip(answers))
        {
            Assert.Equal(row[8], (string?)answer!["prediction"]);
            // The coefficients are written with five digits
            Assert.Equal(double.Parse(row[9], CultureInfo.InvariantCulture), (double)answer["probabilities"]!["no"]!, tolerance: 2e-4);
            Assert.Equal(double.Parse(row[10], CultureInfo.InvariantCulture), (double)answer["probabilities"]!["yes"]!, tolerance: 2e-4);
        }
    }

    [Fact]
    public async Task Invocations_TheSamePeopleAsCsv_AnswersTheSame()
    {
        await using var server = await RunningServer.StartAsync("--Models:Default", "bank");

        var answer = await server.PostAsync("/invocations", await File.ReadAllBytesAsync(_file), "text/csv");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(_rows.Select(row => row[8]), answer.Json["predictions"]!.AsArray().Select(prediction => (string?)prediction));
    }

    private static string Json(string[] row)
        => $"{{{string.Join(
            ',', _names.Zip(row, (name, value) => $"\"{name}\":{(char.IsAsciiLetter(value[0]) ? $"\"{value}\"" : value)}"))}}}";
}
