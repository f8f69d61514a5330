using System.Security.Cryptography;
using System.Text;

namespace Platform.Infra.Naming;

/// <summary>
/// Names of what Azure does not change once it is there: with other facts it is another resource under another name, made before the
/// old one goes. It takes the option <c>DeleteBeforeReplace</c>, said to be off, as Azure Native deletes first whatever the program names.
/// https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go (Diff)
/// </summary>
internal static class ShortHash
{
    /// <summary>Characters that a name has besides its prefix.</summary>
    public const int Length = 6;

    /// <param name="facts">All that is for life.</param>
    /// <returns>The prefix with six hexadecimal digits behind it.</returns>
    public static string Name(string prefix, params IEnumerable<string> facts)
        => prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', facts))))[..Length];
}
