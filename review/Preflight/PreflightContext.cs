using Platform.Review.Plans;
using Platform.Review.Preflight.Asking;

namespace Platform.Review.Preflight;

/// <param name="Plan">With the ids and names that it has in the subscription.</param>
/// <param name="Programs">Besides Azure's own.</param>
internal sealed record PreflightContext(Plan Plan, Account Account, AzureCli Azure, ICommands Programs);
