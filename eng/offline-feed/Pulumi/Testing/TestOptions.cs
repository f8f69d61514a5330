namespace Pulumi.Testing;

public class TestOptions
{
    /// <summary>Default: project.</summary>
    public string? ProjectName { get; set; }

    public string? RootDirectory { get; set; }

    /// <summary>Default: stack.</summary>
    public string? StackName { get; set; }

    /// <summary>Default: true, so that what the mocks do not answer is unknown.</summary>
    public bool? IsPreview { get; set; }

    /// <summary>Default: organization.</summary>
    public string? OrganizationName { get; set; }
}
