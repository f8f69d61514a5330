using System.Text;

namespace Platform.Inference.Predict;

/// <summary>A named feature, and the input that takes it.</summary>
/// <param name="Name">As callers write it.</param>
/// <param name="Input">Index of the model's input.</param>
/// <param name="Column">Index within a row of that input.</param>
internal sealed record FeatureColumn(string Name, int Input, int Column)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);
}
