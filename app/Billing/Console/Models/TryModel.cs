using Platform.Billing.Console.Calls;

namespace Platform.Billing.Console.Models;

/// <summary>A model's form, and what it answered.</summary>
/// <param name="Model">Which.</param>
/// <param name="Input">What stands in the form.</param>
/// <param name="Result">Of the call; null before it.</param>
/// <param name="Samples">The call as code; none while something is wrong.</param>
/// <param name="IsVisitor">Whether nobody is signed in.</param>
internal sealed record TryModel(ModelView Model, ModelInput Input, TryResult? Result, IReadOnlyList<CodeSample> Samples, bool IsVisitor);
