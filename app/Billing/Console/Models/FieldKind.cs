namespace Platform.Billing.Console.Models;

/// <summary>How a field of a model is filled in.</summary>
internal enum FieldKind
{
    Text,
    Whole,
    Number,
    Choice,
    Switch,

    /// <summary>A tensor of more than one value, as JSON.</summary>
    Json,
}
