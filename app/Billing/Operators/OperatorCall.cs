using System.Data.Common;

namespace Platform.Billing.Operators;

/// <summary>A call that changes something.</summary>
/// <param name="Transaction">In which nobody else writes.</param>
/// <param name="Actor">Who.</param>
/// <param name="Now">When.</param>
internal sealed record OperatorCall(DbTransaction Transaction, string Actor, DateTimeOffset Now);
