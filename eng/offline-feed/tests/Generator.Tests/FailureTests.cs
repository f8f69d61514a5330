namespace Platform.OfflineFeed.Generator.Tests;

/// <summary>A manifest or a declaration that the generator cannot follow.</summary>
public sealed class FailureTests
{
    [SkippableFact]
    public void Resource_Unknown_IsNamedWithThePlaceThatWasSearched()
    {
        using var package = new SmallPackage("azure-native");

        var (exitCode, error) = package.TryGenerate(["network:Gizmo"], []);

        Assert.Equal(1, exitCode);
        Assert.Equal($"manifest.json names the resource 'network:Gizmo', which is not declared in {Path.Combine(
            package.PackageFolder, "network")}; " +
            "write it as the npm package does, for example network:VirtualNetwork, core/v1:Service or Application", error);
    }

    [SkippableFact]
    public void Function_Unknown_IsNamedWithThePlaceThatWasSearched()
    {
        using var package = new SmallPackage("azuread");

        var (exitCode, error) = package.TryGenerate([], ["getGizmo"]);

        Assert.Equal(1, exitCode);
        Assert.Equal($"manifest.json names the function 'getGizmo', which is not declared in {package.PackageFolder}; " +
            "write it as the npm package does, for example network:VirtualNetwork, core/v1:Service or Application", error);
    }

    [SkippableFact]
    public void Module_WithoutAKnownNamespace_IsNamed()
    {
        using var package = new SmallPackage("azure-native").Resource("quantum", "Gadget", "azure-native:quantum:Gadget", "");

        var (exitCode, error) = package.TryGenerate(["quantum:Gadget"], []);

        Assert.Equal(1, exitCode);
        Assert.Equal("the C# namespace of azure-native's module 'quantum' is not known; add it to generator/providers.mjs", error);
    }

    [SkippableFact]
    public void Type_OfNoKnownForm_IsNamedWithItsProperty()
    {
        using var package = new SmallPackage("azure-native")
            .Resource("network", "Gadget", "azure-native:network:Gadget", "when?: Date;");

        var (exitCode, error) = package.TryGenerate(["network:Gadget"], []);

        Assert.Equal(1, exitCode);
        Assert.Equal($"the type 'Date' of 'GadgetArgs.when' has no known C# form: when?: Date; "
            + $"({Path.Combine("network", "gadget.d.ts")}); " +
            "teach generator/types.mjs the form or take the resource out of manifest.json", error);
    }

    [SkippableFact]
    public void NestedType_NotDeclared_IsNamedWithItsProperty()
    {
        using var package = new SmallPackage("azure-native")
            .Resource("network", "Gadget", "azure-native:network:Gadget", "part?: pulumi.Input<inputs.network.LostArgs>;");

        var (exitCode, error) = package.TryGenerate(["network:Gadget"], []);

        Assert.Equal(1, exitCode);
        Assert.Equal(
            $"'network.Gadget.part' names the type 'inputs.network.LostArgs', which {package.PackageFolder} does not declare", error);
    }
}
