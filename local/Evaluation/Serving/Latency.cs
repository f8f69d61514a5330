using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Platform.Evaluation.Serving;

/// <summary>How long one row takes, of both in turn, so that what else the machine does meets both.</summary>
internal sealed record Latency(double MedianMilliseconds, double P95Milliseconds)
{
    private const int WarmUps = 50;
    private const int Calls = 300;

    /// <param name="client">Of the server.</param>
    /// <param name="body">For <c>/predict</c>.</param>
    /// <param name="time">What measures.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<(Latency Current, Latency Candidate)> MeasureAsync(
        HttpClient client, JsonObject body, TimeProvider time, CancellationToken cancellationToken)
    {
        string[] models = [ServedModels.Current, ServedModels.Candidate];
        var taken = models.Select(_ => new List<double>()).ToArray();
        for (var call = 0; call < WarmUps + Calls; call++)
            for (var i = 0; i < models.Length; i++)
            {
                var began = time.GetTimestamp();
                using var answer = await client.PostAsJsonAsync($"/models/{models[i]}/predict", body, cancellationToken);
                await answer.Content.ReadAsByteArrayAsync(cancellationToken);
                if (!answer.IsSuccessStatusCode)
                    throw new EvaluationException(
                        $"the {models[i]} version answered one row with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(
                            cancellationToken)}");
                if (call >= WarmUps)
                    taken[i].Add(time.GetElapsedTime(began).TotalMilliseconds);
            }

        return (Of(taken[0]), Of(taken[1]));
    }

    private static Latency Of(List<double> milliseconds)
    {
        milliseconds.Sort();
        return new(milliseconds[milliseconds.Count / 2], milliseconds[milliseconds.Count * 95 / 100]);
    }
}
