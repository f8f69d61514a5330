namespace Platform.Review.Plans;

/// <summary>The options of a resource that are set; null is not set. What the SDK sets by itself is left out.</summary>
internal sealed record PlannedOptions
{
    /// <summary>The resource's own or, unless it says otherwise, its parent's.</summary>
    public bool? Protect { get; init; }

    /// <summary>Paths.</summary>
    public IReadOnlyList<string>? DependsOn { get; init; }

    public IReadOnlyList<string>? IgnoreChanges { get; init; }

    public bool? RetainOnDelete { get; init; }

    /// <summary>Path of what takes it along when it is deleted itself: by then nothing is asked of the provider.</summary>
    public string? DeletedWith { get; init; }

    public bool? DeleteBeforeReplace { get; init; }

    public IReadOnlyList<string>? ReplaceOnChanges { get; init; }

    /// <summary>Former identities, each as the parts in which it differs from the present one.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>>? Aliases { get; init; }

    public IReadOnlyList<string>? AdditionalSecretOutputs { get; init; }

    /// <summary>By operation (create, update, delete), as <c>[d.]hh:mm:ss</c>.</summary>
    public IReadOnlyDictionary<string, string>? CustomTimeouts { get; init; }

    /// <summary>Path of the provider, unless it is the one that the stack gives to all, or the package's default one.</summary>
    public string? Provider { get; init; }

    /// <summary>The id of a resource that exists and is adopted.</summary>
    public string? Import { get; init; }

    /// <summary>The id of a resource that exists and is only read.</summary>
    public string? Id { get; init; }

    public string? Urn { get; init; }

    /// <summary>Paths of what takes this along when it is created anew.</summary>
    public IReadOnlyList<string>? ReplaceWith { get; init; }

    /// <summary>Whatever its value: another one creates the resource anew.</summary>
    public string? ReplacementTrigger { get; init; }

    /// <summary>Properties whose changes Pulumi's own preview does not show.</summary>
    public IReadOnlyList<string>? HideDiffs { get; init; }

    /// <summary>Code that runs around an operation, by when (<c>beforeCreate</c>): the hooks' names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Hooks { get; init; }

    /// <summary>Of the provider's plugin, unless it is the package's own.</summary>
    public string? Version { get; init; }

    public string? PluginDownloadUrl { get; init; }

    /// <summary>Of a provider: what it takes for an environment variable, by the one that it takes.</summary>
    public IReadOnlyDictionary<string, string>? EnvVarMappings { get; init; }
}
