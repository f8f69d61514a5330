using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;

namespace Generated;

/// <summary>
/// What somebody writes with the client that NSwag makes of the document: fields that need not be given are left as they are.
/// </summary>
public static class Caller
{
    /// <returns>What each call answered, in words.</returns>
    public static async Task<string[]> CallAsync(HttpClient http)
    {
        var client = new Client(http);
        var infer = await client.InferAsync("iris", new InferRequest
        {
            Inputs = [new RequestInput { Name = "features", Datatype = Datatype.FP32, Shape = [1, 4], Data = [5.1, 3.5, 1.4, 0.2] }],
        });
        var some = await client.InferVersionAsync("iris", "1", new InferRequest
        {
            Id = "7",
            Inputs = [
                new RequestInput
                {
                    Name = "features", Datatype = Datatype.FP32, Shape = [2, 4], Data = [5.1, 3.5, 1.4, 0.2, 6.3, 3.3, 6, 2.5],
                },
            ],
            Outputs = [new RequestOutput { Name = "label" }],
        });
        var records = await client.ScoreAsync(new ScoreRequest { Dataframe_records = [Iris()] });
        var split = await client.ScoreAsync(new ScoreRequest { Dataframe_split = new Dataframe_split { Data = [[5.1, 3.5, 1.4, 0.2]] } });
        var invoked = await client.InvokeAsync(new ScoreRequest { Instances = [new object[] { 6.3, 3.3, 6, 2.5 }] });
        var predicted = await client.PredictWithModelAsync("bank", new Features
        {
            ["age"] = 67, ["job"] = "retired", ["marital"] = "married", ["education"] = "tertiary",
            ["balance"] = 2143.5, ["housing"] = "no", ["duration"] = 640, ["campaign"] = 1,
        });
        var model = await client.GetModelAsync("iris");
        return
        [
            $"{infer.Model_name} {infer.Model_version} {infer.Id ?? "none"} "
            + $"{string.Join(',', infer.Outputs.Select(output => output.Name))}",
            $"{some.Id} {string.Join(',', some.Outputs.Single().Data)}",
            string.Join(',', records.Predictions), string.Join(',', split.Predictions), string.Join(',', invoked.Predictions),
            $"{predicted.Prediction1}", string.Join(',', model.Inputs.Select(input => input.Name)), await RefusalAsync(client),
        ];
    }

    private static async Task<string> RefusalAsync(Client client)
    {
        try
        {
            await client.InferAsync("nope", new InferRequest());
            return "no refusal";
        }
        catch (ApiException<Error> refused)
        {
            return $"{refused.StatusCode} {refused.Result.Error1}";
        }
    }

    private static Features Iris()
        => new() { ["sepal_length"] = 5.1, ["sepal_width"] = 3.5, ["petal_length"] = 1.4, ["petal_width"] = 0.2 };
}
