namespace Platform.OfflineFeed.Conformance.Tests;

public sealed class ProviderTests
{
    private const string Reference = "urn:pulumi:dev::shop::pulumi:pulumi:Stack$pulumi:providers:cloud::{0}::{0}-id";

    [Fact]
    public Task Provider_None_IsEmpty() => AssertProviderAsync("", () => _ = new Bucket("one"));

    [Fact]
    public Task Provider_OfTheResource_IsUsed()
        => AssertProviderAsync("mine", () => _ = new Bucket("one", null, new() { Provider = new Cloud("mine") }));

    [Fact]
    public Task Provider_OfTheComponent_IsInheritedByItsChildren() => AssertProviderAsync("mine", () => _ = new Group(
        "outer",
        outer => _ = new Group("inner", inner => _ = new Bucket("one", null, new() { Parent = inner }), new() { Parent = outer }),
        new() { Providers = { new Cloud("mine") } }));

    [Fact]
    public Task Provider_OfAnotherPackage_IsNotInherited() => AssertProviderAsync("", () => _ = new Group(
        "group",
        group => _ = new Bucket("one", null, new() { Parent = group }),
        new() { Provider = new ProviderResource("other", "other", ResourceArgs.Empty, null) }));

    [Fact]
    public Task Provider_OfAParentResource_IsInherited() => AssertProviderAsync("mine", () =>
    {
        var parent = new Bucket("parent", null, new() { Provider = new Cloud("mine") });
        _ = new Bucket("one", null, new() { Parent = parent });
    });

    [Fact]
    public Task Provider_OfTheResource_WinsOverTheParents() => AssertProviderAsync("own", () => _ = new Group(
        "group",
        group => _ = new Bucket("one", null, new() { Parent = group, Provider = new Cloud("own") }),
        new() { Provider = new Cloud("mine") }));

    [Fact]
    public async Task Provider_Itself_IsAResource()
    {
        var mocks = await Run.UpdateAsync(() => _ = new Cloud("mine"));

        Assert.Equal("pulumi:providers:cloud", mocks.Resources["mine"].Type);
    }

    private static async Task AssertProviderAsync(string name, Action program)
    {
        var mocks = await Run.UpdateAsync(program);

        var expected = name.Length == 0 ? "" : string.Format(System.Globalization.CultureInfo.InvariantCulture, Reference, name);
        Assert.Equal(expected, mocks.Resources["one"].Provider);
    }
}
