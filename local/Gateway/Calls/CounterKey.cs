namespace Platform.Gateway.Calls;

/// <summary>What is counted together.</summary>
/// <param name="Counter">As the policy's <c>counter-key</c> says, or the subscription's id.</param>
/// <param name="Part">Which policies count it, and of what.</param>
/// <param name="Seconds">Of the renewal period: counters of other periods are others.</param>
internal readonly record struct CounterKey(string Counter, string Part, long Seconds);
