using Platform.Review.Stacks;
using YamlDotNet.RepresentationModel;

namespace Platform.Infra.Tests.Cloud;

/// <summary>The repository's Pulumi files, as the review reads them.</summary>
internal static class StackFiles
{
    private static readonly Repository _repository = Repository.Around(AppContext.BaseDirectory);

    public static string Root => _repository.Root;

    /// <summary>The project's declarations by key.</summary>
    public static YamlMappingNode Schema() => YamlFile.Read(Path.Combine(Root, "Pulumi.yaml")).Mapping("config");

    /// <summary>A stack's settings as its program sees them.</summary>
    public static StackConfiguration Configuration(string stack) => _repository.Configuration(stack);

    /// <summary>The keys that a stack's file sets.</summary>
    public static IEnumerable<string> Keys(string stack) => StackFile.Read(Path.Combine(Root, $"Pulumi.{stack}.yaml"), stack).Values.Keys;
}
