namespace Platform.Inference.Models;

/// <summary>Something that loading a model showed and that whoever put it there may want to know.</summary>
/// <param name="Message">What is so, in words fit for a caller: no path, no type name.</param>
/// <param name="Cure">What to do about it, such as what to write into <c>model.json</c>; null where nothing need be done.</param>
internal sealed record Finding(string Message, string? Cure = null)
{
    public override string ToString() => Cure is null ? Message : $"{Message}; {Cure}";
}
