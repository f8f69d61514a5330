namespace Platform.Inference.Collection;

/// <summary>That a call is to be kept; the default is that it is not.</summary>
/// <param name="Pseudonym">Whose it is.</param>
/// <param name="Purposes">What for.</param>
/// <param name="RequestId">Of the call, as its answer has it.</param>
internal readonly record struct CollectTicket(string Pseudonym, Purposes Purposes, string RequestId)
{
    public bool IsTaken => Purposes != Purposes.None;
}
