using System.Text;

namespace Platform.Review.Commands;

/// <summary>Writes files whole or not at all.</summary>
internal static class WholeFile
{
    /// <inheritdoc cref="WriteAllAsync"/>
    public static Task WriteAsync(string path, string text, CancellationToken cancellationToken)
        => WriteAllAsync([(path, text)], cancellationToken);

    /// <summary>Writes all of the files, or none.</summary>
    /// <exception cref="ReviewException">A file cannot be written; what was there before is still there, in all of them.</exception>
    public static async Task WriteAllAsync(IReadOnlyList<(string Path, string Text)> files, CancellationToken cancellationToken)
    {
        var replaced = new Stack<string>();
        var current = "";
        try
        {
            foreach (var (path, text) in files)
            {
                current = path;
                await File.WriteAllTextAsync(
                    Unfinished(path), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
            }

            foreach (var (path, _) in files)
            {
                current = path;
                if (File.Exists(path))
                    File.Move(path, Former(path), overwrite: true);
                replaced.Push(path);
                File.Move(Unfinished(path), path);
            }
        }
        catch (Exception exception)
        {
            foreach (var path in replaced)
                Restore(path);
            if (exception is IOException or UnauthorizedAccessException)
                throw new ReviewException($"'{current}' cannot be written: {exception.Message}", exception);
            throw;
        }
        finally
        {
            foreach (var left in files.SelectMany(file => new[] { Former(file.Path), Unfinished(file.Path) }).Where(File.Exists))
                File.Delete(left);
        }
    }

    private static void Restore(string path)
    {
        if (File.Exists(Former(path)))
            File.Move(Former(path), path, overwrite: true);
        else if (File.Exists(path))
            File.Delete(path);
    }

    private static string Unfinished(string path) => $"{path}.unfinished";

    private static string Former(string path) => $"{path}.former";
}
