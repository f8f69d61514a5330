#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>Query parameters by name.</summary>
public interface IQuery : IReadOnlyDictionary<string, string[]>
{
    /// <returns>The values, with commas between them.</returns>
    string GetValueOrDefault(string queryParameterName, string defaultValue);
    string GetValueOrDefault(string queryParameterName);
}
