using System.Globalization;

namespace Platform.Inference.Tests.Releases;

/// <summary>What a server's page says of a release.</summary>
internal static class ReleasePage
{
    /// <summary>One number of the page, by its name and its labels.</summary>
    public static async Task<double> MetricAsync(RunningServer server, string name, string labels)
    {
        var line = (await server.GetAsync("/metrics")).Text.Split('\n')
            .Single(line => line.StartsWith($"{name}{{{labels}}} ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture);
    }
}
