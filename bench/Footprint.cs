namespace Platform.Bench;

/// <summary>What the server takes besides the processor time of its requests; iris, one row per request, 64 connections.</summary>
/// <param name="ReadyMilliseconds">From the start of its process to its first answer, with the shipped models; the best of three.</param>
/// <param name="IdlePercent">Of one processor, over half a minute, ten seconds after its last request.</param>
/// <param name="AllocatedBytes">On the managed heap, for each request.</param>
/// <param name="FirstMegabytes">Resident after the first million requests.</param>
/// <param name="LastMegabytes">Resident after all of them.</param>
/// <param name="Requests">All of them.</param>
internal sealed record Footprint(
    double ReadyMilliseconds, double IdlePercent, double AllocatedBytes, double FirstMegabytes, double LastMegabytes, long Requests);
