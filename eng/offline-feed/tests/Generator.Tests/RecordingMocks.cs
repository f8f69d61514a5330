using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;

namespace Platform.OfflineFeed.Generator.Tests;

/// <summary>Records what a program registers and calls, and answers with what it was given.</summary>
internal sealed class RecordingMocks : IMocks
{
    private readonly Dictionary<string, ImmutableDictionary<string, object>> _calls = [];
    private readonly Dictionary<string, MockResourceArgs> _resources = [];

    public IReadOnlyDictionary<string, ImmutableDictionary<string, object>> Calls => _calls;

    public IReadOnlyDictionary<string, MockResourceArgs> Resources => _resources;

    public object CallResult { get; init; } = ImmutableDictionary<string, object>.Empty;

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        lock (_resources) _resources[args.Name!] = args;
        return Task.FromResult<(string?, object)>(($"{args.Name}-id", args.Inputs));
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        lock (_calls) _calls[args.Token!] = args.Args;
        return Task.FromResult(CallResult);
    }

    public static async Task<RecordingMocks> RunAsync(Action program, object? callResult = null)
    {
        var mocks = callResult is null ? new RecordingMocks() : new RecordingMocks { CallResult = callResult };
        await Deployment.TestAsync(mocks, new TestOptions { IsPreview = false }, program);
        return mocks;
    }
}
