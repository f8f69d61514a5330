#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>Headers by name, whatever its case.</summary>
public interface IHeaders : IReadOnlyDictionary<string, string[]>
{
    /// <returns>The values, with commas between them.</returns>
    string GetValueOrDefault(string headerName, string defaultValue);
    string GetValueOrDefault(string headerName);
}
