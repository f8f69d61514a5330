using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>Any value, as JSON.</summary>
internal sealed class JsonTarget : TargetType
{
    public override string? TryConvert(Converter converter, string context, object value, out object? result)
    {
        result = JsonSerializer.SerializeToElement(value);
        return null;
    }
}
