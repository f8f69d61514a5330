namespace Pulumi;

public sealed class ComponentResourceOptions : ResourceOptions
{
    /// <summary>The providers that children use, one for each package.</summary>
    public List<ProviderResource> Providers { get => field ??= []; set; }

    /// <summary>Both options; where both have a value, the second one's; lists one after the other.</summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = options1?.Copy() ?? new ComponentResourceOptions();
        var other = options2?.Copy() ?? new ComponentResourceOptions();
        merged.Add(other);
        merged.Providers = LastOfEachPackage([.. merged.Providers, .. other.Providers]);
        return merged;
    }

    internal override ResourceOptions Clone() => Copy();

    private ComponentResourceOptions Copy() => CopyTo(new ComponentResourceOptions { Providers = [.. Providers] });

    private static List<ProviderResource> LastOfEachPackage(List<ProviderResource> providers)
        => [.. providers.AsEnumerable().Reverse().DistinctBy(provider => provider.Package).Reverse()];
}
