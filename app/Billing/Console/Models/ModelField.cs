namespace Platform.Billing.Console.Models;

/// <summary>A field of a model's form.</summary>
/// <param name="Name">As the model's document has it.</param>
/// <param name="Kind">How it is filled in.</param>
/// <param name="IsRequired">Whether the model needs it.</param>
/// <param name="Example">What stands in it at first.</param>
/// <param name="Choices">Of a choice.</param>
/// <param name="Minimum">Of a number, or null.</param>
/// <param name="Tensor">Of an input that is a tensor.</param>
internal sealed record ModelField(
    string Name, FieldKind Kind, bool IsRequired, string Example, IReadOnlyList<string> Choices, long? Minimum = null,
    TensorForm? Tensor = null)
{
    /// <summary>The name in the form: a model's field may be called as one of the console's own.</summary>
    public string Input => $"f-{Name}";
}
