namespace Platform.OfflineFeed.Conformance.Tests;

internal static class OutputAssert
{
    public static async Task IsPlainAsync<T>(T expected, Output<T> output)
    {
        var seen = await Seen<T>.OfAsync(output);
        Assert.Equal((expected, true, false), (seen.Value, seen.IsKnown, seen.IsSecret));
    }

    public static async Task IsSecretAsync<T>(T expected, Output<T> output)
    {
        var seen = await Seen<T>.OfAsync(output);
        Assert.Equal((expected, true, true), (seen.Value, seen.IsKnown, seen.IsSecret));
    }

    public static async Task IsUnknownAsync<T>(Output<T> output, bool secret = false)
    {
        var seen = await Seen<T>.OfAsync(output);
        Assert.Equal((default, false, secret), (seen.Value, seen.IsKnown, seen.IsSecret));
    }

    public static async Task HasElementsAsync<T>(IEnumerable<T> expected, Output<ImmutableArray<T>> output)
        => Assert.Equal(expected, (await Seen<ImmutableArray<T>>.OfAsync(output)).Value.AsEnumerable());
}
