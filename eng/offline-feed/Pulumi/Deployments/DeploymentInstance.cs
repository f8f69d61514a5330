namespace Pulumi;

/// <summary>What a running program can ask about its deployment, and the functions of providers.</summary>
public sealed class DeploymentInstance
{
    internal DeploymentInstance(Deployment deployment) => Deployment = deployment;

    public string StackName => Deployment.StackName;

    public string ProjectName => Deployment.ProjectName;

    public string OrganizationName => Deployment.OrganizationName;

    /// <summary>The folder of <c>Pulumi.yaml</c>.</summary>
    public string RootDirectory => Deployment.RootDirectory
        ?? throw new InvalidOperationException("The Pulumi CLI version does not support root directory. Please update the Pulumi CLI.");

    public bool IsDryRun => Deployment.IsDryRun;

    internal Deployment Deployment { get; }

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null)
        => Deployment.Invoke<T>(token, args, options);

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options)
        => Deployment.Invoke<T>(token, args, options);

    /// <summary>For functions whose result is one value: the first one of what they return.</summary>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOptions? options = null)
        => Invoke<ImmutableDictionary<string, T>>(token, args, options).Apply(results => results.Values.First());

    /// <inheritdoc cref="InvokeSingle{T}(string, InvokeArgs, InvokeOptions)"/>
    public Output<T> InvokeSingle<T>(string token, InvokeArgs args, InvokeOutputOptions options)
        => Invoke<ImmutableDictionary<string, T>>(token, args, options).Apply(results => results.Values.First());

    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null)
        => Deployment.InvokeAsync<T>(token, args, options);

    public async Task<T> InvokeSingleAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null)
        => (await InvokeAsync<ImmutableDictionary<string, T>>(token, args, options).ConfigureAwait(false)).Values.First();

    public Task InvokeAsync(string token, InvokeArgs args, InvokeOptions? options = null)
        => Deployment.InvokeAsync<object>(token, args, options);
}
