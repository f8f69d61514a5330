using System.Text.Json;

namespace Platform.Infra.Gateway;

/// <summary>The server's description of itself, which its own tests keep equal to what it serves.</summary>
/// <param name="Version">Of what it describes: <c>info.version</c>.</param>
internal sealed record OpenApiDocument(string Text, string Version)
{
    private const string Place = "app/Inference/openapi.json";

    /// <exception cref="FileNotFoundException">There is none below <paramref name="root"/>.</exception>
    public static OpenApiDocument In(string root)
    {
        var path = Path.Combine(root, Place);
        if (!File.Exists(path))
            throw new FileNotFoundException($"'{root}' holds no {Place}; run from a whole checkout of the repository");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        using var document = JsonDocument.Parse(text);
        return new(text, document.RootElement.GetProperty("info").GetProperty("version").GetString()!);
    }
}
