namespace Platform.Inference.Tensors;

/// <summary>A model's inputs and outputs, as its ONNX file declares them. Inputs that may be left out come last.</summary>
internal sealed record Signature(TensorSpec[] Inputs, TensorSpec[] Outputs)
{
    public string[] InputNames { get; } = [.. Inputs.Select(input => input.Name)];

    public string[] OutputNames { get; } = [.. Outputs.Select(output => output.Name)];

    /// <summary>How many inputs a request must have: the first ones.</summary>
    public int RequiredInputs { get; } = Inputs.Count(input => !input.IsOptional);

    /// <summary>Whether a request grows by rows and by the length of texts only.</summary>
    public bool IsLinear { get; } = Array.TrueForAll(
        Inputs, input => Array.TrueForAll(input.Shape[Math.Min(1, input.Shape.Length)..], dimension => dimension >= 0));

    public bool HasOptionalInputs => RequiredInputs < Inputs.Length;

    /// <summary>Whether the first dimension of every input that must be given is free, and so the rows of a request.</summary>
    public bool HasRows { get; } = Array.Exists(Inputs, input => !input.IsOptional)
        && Array.TrueForAll(Inputs, input => input.IsOptional || input.Shape is [-1, ..]);

    /// <summary>The index of the input of this name (UTF-8), or -1.</summary>
    public int IndexOfInput(ReadOnlySpan<byte> name) => IndexOf(Inputs, name);

    /// <summary>The index of the output of this name (UTF-8), or -1.</summary>
    public int IndexOfOutput(ReadOnlySpan<byte> name) => IndexOf(Outputs, name);

    private static int IndexOf(TensorSpec[] specs, ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < specs.Length; i++)
            if (name.SequenceEqual(specs[i].Utf8Name))
                return i;
        return -1;
    }
}
