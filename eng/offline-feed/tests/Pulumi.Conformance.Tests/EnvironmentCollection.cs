namespace Platform.OfflineFeed.Conformance.Tests;

/// <summary>Tests that set variables of the process; they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentCollection
{
    public const string Name = "environment";
}
