using Platform.Review.Plans;
using Platform.Review.Preflight.Asking;
using Platform.Review.Stacks;

namespace Platform.Review.Preflight;

/// <param name="Plan">With the ids and names that it has in the subscription.</param>
/// <param name="Account">Of the stack's subscription; of the caller's present one where the stack names none.</param>
/// <param name="Programs">Besides Azure's own.</param>
internal sealed record PreflightContext(Plan Plan, Account Account, AzureCli Azure, ICommands Programs, StackConfiguration Configuration);
