using System.Text.Json.Serialization;

namespace Platform.Inference.Models;

/// <summary>Reads a value by its name alone: a number would be taken for one that it does not mean.</summary>
internal sealed class NameConverter<TEnum>() : JsonStringEnumConverter<TEnum>(namingPolicy: null, allowIntegerValues: false)
    where TEnum : struct, Enum;
