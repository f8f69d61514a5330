using Platform.Infra.Components;
using Pulumi;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// How versions of code, data and environments are named and end. A version never changes, and Azure deletes none, so that the record of
/// what a job ran with stays true (https://learn.microsoft.com/azure/machine-learning/how-to-create-data-assets). Azure Native for its part
/// creates nothing that is there already (https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/crud/crud.go). So
/// that content may go from A to B and back to A, the resource is called after the content, the version in Azure is left to Pulumi, which
/// makes a name up each time, and what nothing declares any more stays. Models are another matter: <see cref="RegisteredModels"/>.
/// There is no container of any of them: one carries a description alone, comes with its first version, and of code there is none
/// (https://github.com/Azure/bicep-types-az/issues/2613).
/// </summary>
internal static class RetainedVersion
{
    /// <summary>With the eight characters that Pulumi adds, a version has 30 at most.</summary>
    private const int Longest = 22;

    private const int Digits = 12;
    private const int FewestDigits = 8;

    /// <param name="purpose">As much of it as there is room for.</param>
    /// <param name="hash">Of the content, in hexadecimal digits; as many of them as there is room for, eight at least.</param>
    public static string Name(string kind, string purpose, string hash)
    {
        var room = Longest - FewestDigits - $"{kind}--".Length;
        var prefix = $"{kind}-{purpose[..Math.Min(purpose.Length, room)]}-";
        return $"{prefix}{hash[..Math.Min(Digits, Longest - prefix.Length)]}";
    }

    public static CustomResourceOptions Options(ConcernScope scope)
    {
        var options = scope.Child();
        options.RetainOnDelete = true;
        return options;
    }
}
