using System.Diagnostics;

namespace Platform.Review.Evaluation;

/// <summary>The line of the program that declares a resource, by the stack of calls and the program's symbols.</summary>
internal sealed class SourceFinder(string root)
{
    private const string Program = "infra/";

    /// <returns>Null where the program has no symbols, or another one declares the resource.</returns>
    public SourceLine? Find(StackTrace trace)
        => trace.GetFrames().Select(Line).FirstOrDefault(line => line is not null);

    private SourceLine? Line(StackFrame frame)
    {
        if (frame.GetFileName() is not { } file || frame.GetFileLineNumber() is not (> 0 and var line))
            return null;
        // A deterministic build has the root of its own, /_/
        var path = (Path.IsPathRooted(file) && file.StartsWith(root, StringComparison.Ordinal) ? Path.GetRelativePath(root, file) : file)
            .Replace('\\', '/').Replace("/_/", "", StringComparison.Ordinal);
        return path.StartsWith(Program, StringComparison.Ordinal) ? new(path, line) : null;
    }
}
