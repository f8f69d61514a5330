using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;

namespace Platform.Infra.MachineLearning;

/// <summary>What every part of the workspace needs to place a resource in it.</summary>
internal sealed record WorkspaceScope : ConcernScope
{
    public WorkspaceScope(ConcernScope scope, Workspace workspace) : base(scope) => Workspace = workspace;

    public Workspace Workspace { get; }

    public Output<string> WorkspaceName => Workspace.Name;
}
