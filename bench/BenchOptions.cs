using System.Globalization;

namespace Platform.Bench;

/// <param name="Seconds">How long each measurement takes. Default 5.</param>
/// <param name="WarmUp">Seconds of load before each: .NET compiles what is busy again and again until it is at its best. Default 8.</param>
/// <param name="Rounds">How often everything is measured in turn; the best round counts, since whatever else the machine does only slows down. Default 3.</param>
/// <param name="Json">File for the results. Default: none.</param>
/// <param name="Requests">Sent for the resident memory of the server, in millions; at least 1. Default 10.</param>
/// <param name="Only">Measures only the scenarios whose name contains this. Default: all.</param>
internal sealed record BenchOptions(int Seconds, int WarmUp, int Rounds, string? Json, int Requests, string Only)
{
    /// <exception cref="ArgumentException">An option is unknown or has no value.</exception>
    public static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions(5, 8, 3, null, 10, "");
        foreach (var pair in args.Chunk(2))
            options = pair switch
            {
                ["--seconds", var value] => options with { Seconds = int.Parse(value, CultureInfo.InvariantCulture) },
                ["--warm-up", var value] => options with { WarmUp = int.Parse(value, CultureInfo.InvariantCulture) },
                ["--rounds", var value] => options with { Rounds = int.Parse(value, CultureInfo.InvariantCulture) },
                ["--json", var value] => options with { Json = value },
                ["--requests", var value] => options with { Requests = int.Parse(value, CultureInfo.InvariantCulture) },
                ["--only", var value] => options with { Only = value },
                _ => throw new ArgumentException($"unknown option '{pair[0]}'; allowed: --seconds N --warm-up SECONDS --rounds N --json FILE --requests MILLIONS --only NAME"),
            };
        return options;
    }
}
