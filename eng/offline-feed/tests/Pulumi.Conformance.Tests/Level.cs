namespace Platform.OfflineFeed.Conformance.Tests;

internal enum Level
{
    Low = 1,
    High = 3,
}
