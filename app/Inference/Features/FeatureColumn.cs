using System.Text;

namespace Platform.Inference.Features;

/// <summary>A named feature, and the input that takes it.</summary>
/// <param name="Name">As callers write it.</param>
/// <param name="Input">Index of the model's input.</param>
/// <param name="Column">Index within a row of that input.</param>
internal sealed record FeatureColumn(string Name, int Input, int Column)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>Whether a caller may leave it out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What the graph takes where it is left out, as an element of its input; null where it is simply missing.</summary>
    public byte[]? Default { get; init; }
}
