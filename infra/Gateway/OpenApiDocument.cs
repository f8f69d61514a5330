namespace Platform.Infra.Gateway;

/// <summary>The server's description of itself, which its own tests keep equal to what it serves.</summary>
internal static class OpenApiDocument
{
    private const string File = "app/openapi.json";

    /// <exception cref="FileNotFoundException">There is none below <paramref name="root"/>.</exception>
    public static string In(string root)
    {
        var path = Path.Combine(root, File);
        return System.IO.File.Exists(path)
            ? System.IO.File.ReadAllText(path).ReplaceLineEndings("\n")
            : throw new FileNotFoundException($"'{root}' holds no {File}; run from a whole checkout of the repository");
    }
}
