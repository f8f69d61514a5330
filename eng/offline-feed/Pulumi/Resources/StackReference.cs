namespace Pulumi;

/// <summary>The outputs of another stack.</summary>
public class StackReference : CustomResource
{
    public StackReference(string name, StackReferenceArgs? args = null, CustomResourceOptions? options = null)
        : base(
            "pulumi:pulumi:StackReference",
            name,
            new StackReferenceArgs { Name = args?.Name ?? name },
            CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = args?.Name ?? name }))
    {
    }

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    [Output("outputs")]
    public Output<ImmutableDictionary<string, object>> Outputs { get; private set; } = null!;

    [Output("secretOutputNames")]
    public Output<ImmutableArray<string>> SecretOutputNames { get; private set; } = null!;

    public Output<object?> GetOutput(Input<string> name)
        => MarkedLike(name, Output.Tuple(name, (Input<ImmutableDictionary<string, object>>)Outputs)
            .Apply(both => both.Item2.GetValueOrDefault(both.Item1)));

    public Output<object> RequireOutput(Input<string> name)
        => MarkedLike(name, Output.Tuple(name, (Input<string>)Name, (Input<ImmutableDictionary<string, object>>)Outputs)
            .Apply(all => all.Item3.GetValueOrDefault(all.Item1)
                ?? throw new KeyNotFoundException($"Required output '{all.Item1}' does not exist on stack '{all.Item2}'.")));

    public async Task<StackReferenceOutputDetails> GetOutputDetailsAsync(string name)
    {
        var data = await GetOutput(name).DataTask.ConfigureAwait(false);
        return data.IsSecret ? new() { SecretValue = data.Value } : new() { Value = data.Value };
    }

    public async Task<object?> GetValueAsync(Input<string> name)
    {
        var data = await GetOutput(name).DataTask.ConfigureAwait(false);
        return data.IsSecret ? throw Secret("GetOutputValueAsync", nameof(GetOutput)) : data.Value;
    }

    public async Task<object> RequireValueAsync(Input<string> name)
    {
        var data = await RequireOutput(name).DataTask.ConfigureAwait(false);
        return data.IsSecret ? throw Secret("RequireOutputValueAsync", nameof(RequireOutput)) : data.Value;
    }

    private static InvalidOperationException Secret(string called, string instead)
        => new($"Cannot call '{called}' if the referenced stack has secret outputs. Use '{instead}' instead.");

    // All outputs are secret as soon as one is; the single one is only if the stack says so.
    private Output<T> MarkedLike<T>(Input<string> name, Output<T> value) => value.Select(async data =>
    {
        var nameData = await name.ToOutput().DataTask.ConfigureAwait(false);
        var names = await SecretOutputNames.DataTask.ConfigureAwait(false);
        var isSecret = nameData.IsKnown && names.IsKnown
            ? names.Value.Contains(nameData.Value)
            : (await Outputs.DataTask.ConfigureAwait(false)).IsSecret;
        return data with { IsSecret = isSecret };
    });
}
