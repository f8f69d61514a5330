#nullable disable // An expression is C# 7, where nothing is annotated

namespace Platform.Gateway.Expressions;

/// <summary>What policies keep during a call.</summary>
public interface IVariables : IReadOnlyDictionary<string, object>
{
    /// <exception cref="InvalidCastException">The variable is of another type.</exception>
    T GetValueOrDefault<T>(string variableName, T defaultValue);
    T GetValueOrDefault<T>(string variableName);
}
