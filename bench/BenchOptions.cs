using System.Globalization;

namespace Platform.Bench;

/// <summary>What is measured, and how long.</summary>
internal sealed record BenchOptions
{
    private const string Allowed =
        "--seconds N, --warm-up SECONDS, --rounds N, --json FILE, --requests MILLIONS, --only NAME; or --gateway with --seconds, --warm-up, --rounds, --only and --json; or --hostile with --minutes N and --json FILE";

    /// <summary>How long each has in each round.</summary>
    public int Seconds { get; private init; } = 1;

    /// <summary>Seconds of load before the first: .NET compiles what is busy again and again until it is at its best.</summary>
    public int WarmUp { get; private init; } = 8;

    /// <summary>How often those that are compared have their turn; the round in the middle counts.</summary>
    public int Rounds { get; private init; } = 15;

    /// <summary>File for the results; null for none.</summary>
    public string? Json { get; private init; }

    /// <summary>Sent for the resident memory of the server, in millions.</summary>
    public int Requests { get; private init; } = 10;

    /// <summary>Measures only the scenarios whose name contains this.</summary>
    public string Only { get; private init; } = "";

    /// <summary>Whether the gateway is measured, instead of all else.</summary>
    public bool IsGateway { get; private init; }

    /// <summary>Whether the hostile mix is sent, instead of all else.</summary>
    public bool IsHostile { get; private init; }

    /// <summary>How long the hostile mix goes on, quiet parts included.</summary>
    public int Minutes { get; private init; } = 3;

    /// <exception cref="ArgumentException">An option is unknown, or its value is missing or not allowed.</exception>
    public static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions();
        for (var i = 0; i < args.Length; i++)
            options = args[i] switch
            {
                "--gateway" => options with { IsGateway = true },
                "--hostile" => options with { IsHostile = true },
                "--minutes" => options with { Minutes = Whole(args, ref i, 1, 60) },
                "--seconds" => options with { Seconds = Whole(args, ref i, 1, 3600) },
                "--warm-up" => options with { WarmUp = Whole(args, ref i, 1, 3600) },
                "--rounds" => options with { Rounds = Whole(args, ref i, 1, 100) },
                "--requests" => options with { Requests = Whole(args, ref i, 1, 10_000) },
                "--json" => options with { Json = Value(args, ref i) },
                "--only" => options with { Only = Value(args, ref i) },
                var unknown => throw new ArgumentException($"option '{unknown}' is unknown; allowed: {Allowed}"),
            };
        return options;
    }

    private static string Value(string[] args, ref int i) =>
        ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} has no value; allowed: {Allowed}");

    private static int Whole(string[] args, ref int i, int least, int most)
    {
        var (name, value) = (args[i], Value(args, ref i));
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{name} is '{value}'; allowed: a whole number from {least} to {most}");
    }
}
