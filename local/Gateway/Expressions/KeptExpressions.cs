using System.Security.Cryptography;
using System.Text;

namespace Platform.Gateway.Expressions;

/// <summary>
/// Compiled expressions in a folder, by their source and this build of the gateway: most of a start is the compiler's.
/// The folder can be deleted at any time; where it cannot be written, each start compiles.
/// </summary>
internal sealed class KeptExpressions(string folder)
{
    /// <summary>As a branch's plan is tried beside another's.</summary>
    private const int Most = 16;

    /// <returns>Null: they are not there.</returns>
    public CompiledExpressions? Find(string source)
    {
        try
        {
            return new(File.ReadAllBytes(PathOf(source)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return null;
        }
    }

    public void Keep(string source, byte[] image)
    {
        try
        {
            var kept = Directory.CreateDirectory(folder).GetFiles("*.dll").OrderByDescending(file => file.LastWriteTimeUtc);
            foreach (var old in kept.Skip(Most - 1))
                old.Delete();
            // Another gateway may start at the same moment
            var written = Path.Combine(folder, Path.GetRandomFileName());
            File.WriteAllBytes(written, image);
            File.Move(written, PathOf(source), overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is faster with the folder, and works without
        }
    }

    private string PathOf(string source)
    {
        var build = typeof(KeptExpressions).Module.ModuleVersionId;
        return Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{build}\n{source}"))) + ".dll");
    }
}
