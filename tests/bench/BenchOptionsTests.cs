namespace Platform.Bench.Tests;

public sealed class BenchOptionsTests
{
    private const string Allowed =
        "--seconds N, --warm-up SECONDS, --rounds N, --json FILE, --requests MILLIONS, --only NAME; or --gateway with --seconds, --warm-up, --rounds, --only and --json; or --hostile with --minutes N and --json FILE";

    [Fact]
    public void Parse_Nothing_HasTheDefaults()
    {
        var options = BenchOptions.Parse([]);

        Assert.Equal((1, 8, 15, 10, 3), (options.Seconds, options.WarmUp, options.Rounds, options.Requests, options.Minutes));
        Assert.Equal((null, "", false), (options.Json, options.Only, options.IsHostile));
    }

    [Fact]
    public void Parse_ASwitchAmongPairs_TakesNoValue()
    {
        var options = BenchOptions.Parse(["--json", "a.json", "--hostile", "--minutes", "60"]);

        Assert.Equal(("a.json", true, 60), (options.Json, options.IsHostile, options.Minutes));
    }

    [Theory]
    [InlineData($"option '--fast' is unknown; allowed: {Allowed}", "--fast", "1")]
    [InlineData($"--seconds has no value; allowed: {Allowed}", "--hostile", "--seconds")]
    [InlineData("--minutes is '61'; allowed: a whole number from 1 to 60", "--minutes", "61")]
    [InlineData("--minutes is '0'; allowed: a whole number from 1 to 60", "--minutes", "0")]
    [InlineData("--rounds is 'two'; allowed: a whole number from 1 to 100", "--rounds", "two")]
    [InlineData("--seconds is '-1'; allowed: a whole number from 1 to 3600", "--seconds", "-1")]
    public void Parse_WhatIsWrong_SaysWhatIsAllowed(string message, params string[] arguments) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => BenchOptions.Parse(arguments)).Message);
}
