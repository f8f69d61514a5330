using Pulumi.Testing;

namespace Pulumi;

/// <summary>One evaluation of a program: what it is told about itself, and where its resources go.</summary>
public sealed partial class Deployment
{
    private static readonly AsyncLocal<DeploymentInstance?> _local = new();

    private Stack? _stack;

    private Deployment(IMocks mocks, TestOptions? options)
    {
        IsDryRun = options?.IsPreview ?? true;
        StackName = options?.StackName ?? "stack";
        ProjectName = options?.ProjectName ?? "project";
        OrganizationName = options?.OrganizationName ?? "organization";
        RootDirectory = options?.RootDirectory;
        Monitor = new MockMonitor(mocks, this);
    }

    public static DeploymentInstance Instance
    {
        get => _local.Value ?? throw new InvalidOperationException("Trying to acquire Deployment.Instance before 'Run' was called.");
        private set => _local.Value = _local.Value is null
            ? value
            : throw new InvalidOperationException("Deployment.Instance should only be set once at the beginning of a 'Run' call.");
    }

    internal static Deployment? Current => _local.Value?.Deployment;

    internal static Deployment InternalInstance => Instance.Deployment;

    internal bool IsDryRun { get; }

    internal string StackName { get; }

    internal string ProjectName { get; }

    internal string OrganizationName { get; }

    internal string? RootDirectory { get; }

    internal Configuration Configuration { get; } = Configuration.FromEnvironment();

    internal MockMonitor Monitor { get; }

    internal TaskMonitor Tasks { get; } = new();

    internal ErrorLog Errors { get; } = new();

    internal Stack Stack
    {
        get => _stack ?? throw new InvalidOperationException("Trying to acquire Deployment.Stack before 'Run' was called.");
        set => _stack = value;
    }
}
