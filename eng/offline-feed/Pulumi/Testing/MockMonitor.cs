using System.Collections.Concurrent;
using Pulumi.Serialization;

namespace Pulumi.Testing;

/// <summary>Takes the engine's place and passes its work to mocks.</summary>
internal sealed class MockMonitor(IMocks mocks, Deployment deployment)
{
    private readonly ConcurrentDictionary<string, (Resource Resource, Registered Registered)> _registered = new();
    private readonly List<Resource> _resources = [];

    public ImmutableArray<Resource> Resources
    {
        get
        {
            lock (_resources)
                return [.. _resources];
        }
    }

    public Resource? Find(string urn) => _registered.TryGetValue(urn, out var found) ? found.Resource : null;

    public Registered Get(string urn)
        => _registered.TryGetValue(urn, out var found) ? found.Registered : throw new InvalidOperationException($"Unknown resource {urn}");

    public async Task<Registered> RegisterAsync(Resource resource, ResourceRequest request)
    {
        Add(resource);
        return request.Type == Stack.ResourceType
            ? new Registered(UrnOf(request), null, ImmutableDictionary<string, object?>.Empty)
            : await NewResourceAsync(resource, request, request.ImportId).ConfigureAwait(false);
    }

    public async Task<Registered> ReadAsync(Resource resource, ResourceRequest request, string id)
    {
        var read = await NewResourceAsync(resource, request, id).ConfigureAwait(false);
        Add(resource);
        return read with { Id = id };
    }

    public async Task<ImmutableDictionary<string, object?>> CallAsync(
        string token, ImmutableDictionary<string, object?> args, string provider)
    {
        var call = new MockCallArgs { Token = token, Args = Plain(args), Provider = provider };
        return await StateAsync(await mocks.CallAsync(call).ConfigureAwait(false)).ConfigureAwait(false);
    }

    public Task RegisterOutputsAsync(string urn, ImmutableDictionary<string, object?> outputs)
        => mocks.RegisterResourceOutputs(new MockRegisterResourceOutputsRequest(
            urn,
            outputs.ToImmutableDictionary(output => output.Key, output => new Output<object?>(Deserializer.Deserialize(output.Value)))));

    private async Task<Registered> NewResourceAsync(Resource resource, ResourceRequest request, string id)
    {
        var (newId, state) = await mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = request.Type,
            Name = request.Name,
            Inputs = Plain(request.Inputs),
            Provider = request.Provider,
            Id = id,
        }).ConfigureAwait(false);
        var registered = new Registered(UrnOf(request), newId ?? id, await StateAsync(state).ConfigureAwait(false));
        _registered[registered.Urn] = (resource, registered);
        return registered;
    }

    private void Add(Resource resource)
    {
        lock (_resources)
            _resources.Add(resource);
    }

    // The real package's mock takes the outermost type of the parent's, not the innermost one as the engine does.
    private string UrnOf(ResourceRequest request)
    {
        var type = request.Parent.Length == 0
            ? request.Type
            : $"{request.Parent.Split("::")[2].Split('$')[0]}${request.Type}";
        return $"urn:pulumi:{deployment.StackName}::{deployment.ProjectName}::{type}::{request.Name}";
    }

    private static ImmutableDictionary<string, object> Plain(ImmutableDictionary<string, object?> values)
        => (from pair in values
            let data = Deserializer.Deserialize(pair.Value)
            where data.IsKnown && data.Value is not null
            select KeyValuePair.Create(pair.Key, data.Value)).ToImmutableDictionary();

    private static async Task<ImmutableDictionary<string, object?>> StateAsync(object state)
    {
        var dictionary = state is IDictionary<string, object> map ? map.ToImmutableDictionary() : state;
        return await new Serializer().SerializeAsync("", dictionary).ConfigureAwait(false) as ImmutableDictionary<string, object?>
            ?? throw new InvalidOperationException($"{state.GetType().FullName} is not a supported argument type");
    }
}
