#nullable disable // As expressions see it, nothing is annotated

using Platform.Gateway.Expressions;

namespace Platform.Gateway.Calls;

/// <summary>What policies keep during a call.</summary>
internal sealed class VariableBag() : Dictionary<string, object>(StringComparer.Ordinal), IVariables
{
    public T GetValueOrDefault<T>(string variableName, T defaultValue)
        => TryGetValue(variableName, out var value) ? (T)value : defaultValue;

    public T GetValueOrDefault<T>(string variableName) => GetValueOrDefault(variableName, default(T));
}
