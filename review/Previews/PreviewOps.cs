namespace Platform.Review.Previews;

/// <summary>
/// What Pulumi calls what it does.
/// https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/step.go
/// </summary>
internal static class PreviewOps
{
    /// <summary>A new resource in place of one that is there, in one step or, with <c>--show-replacement-steps</c>, in several.</summary>
    public static readonly string[] Replacing = ["replace", "create-replacement", "delete-replaced", "import-replacement"];

    /// <summary>What leaves the cloud as it is: resources that are only looked at, and what Pulumi tidies up in its state.</summary>
    public static readonly string[] Harmless =
        ["read", "read-replacement", "refresh", "discard", "discard-replaced", "remove-pending-replace", "diff", "extend-parameterize"];

    /// <summary>All that Pulumi has.</summary>
    public static readonly string[] All = ["same", "create", "update", "delete", "import", .. Replacing, .. Harmless];
}
