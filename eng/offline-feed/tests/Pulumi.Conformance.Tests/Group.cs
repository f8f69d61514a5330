namespace Platform.OfflineFeed.Conformance.Tests;

/// <summary>A component that makes whatever a test puts into it.</summary>
internal sealed class Group : ComponentResource
{
    public Group(string name, Action<Group> make, ComponentResourceOptions? options = null)
        : base("shop:index:Group", name, options)
    {
        make(this);
        RegisterOutputs();
    }

    [Output("size")]
    public Output<int> Size { get; set; } = Output.Create(7);
}
