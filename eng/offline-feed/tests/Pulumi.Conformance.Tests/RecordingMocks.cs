using System.Collections.Concurrent;
using Pulumi.Testing;

namespace Platform.OfflineFeed.Conformance.Tests;

/// <summary>A cloud that gives every resource the id <c>name-id</c> and, unless told otherwise, its own inputs as outputs.</summary>
internal sealed class RecordingMocks : IMocks
{
    public ConcurrentDictionary<string, MockResourceArgs> Resources { get; } = new();

    public ConcurrentQueue<MockCallArgs> Calls { get; } = new();

    public ConcurrentDictionary<string, ImmutableDictionary<string, Output<object?>>> Outputs { get; } = new();

    public Func<MockResourceArgs, object> State { get; init; } = args => args.Inputs;

    public Func<MockCallArgs, object> Result { get; init; } = args => args.Args;

    public Func<MockResourceArgs, string?> Id { get; init; } = args => $"{args.Name}-id";

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        Resources[args.Name!] = args;
        return Task.FromResult((Id(args), State(args)));
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        Calls.Enqueue(args);
        return Task.FromResult(Result(args));
    }

    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        Outputs[args.Urn] = args.Outputs;
        return Task.CompletedTask;
    }
}
