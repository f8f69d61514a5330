namespace Platform.Billing.Consent;

/// <summary>A row of the record. Its fields are the record's: no name, no address, no key.</summary>
/// <param name="N">From 1, without a gap.</param>
/// <param name="At">In milliseconds since 1970, UTC.</param>
/// <param name="Action">given, withdrawn, erasing (asked for without a withdrawal) or erased.</param>
/// <param name="TextSha256">Of the text that was consented to.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Cause">Of an erasure that was done: the row that asked for it; else 0.</param>
/// <param name="Files">How many were erased.</param>
/// <param name="Bytes">That were erased.</param>
/// <param name="PreviousSha256">Of the row before; empty for the first.</param>
/// <param name="Sha256">Over all of it.</param>
internal sealed record ConsentEntry(
    long N, long At, string Account, string Sid, string Purpose, string Action, string TextSha256, string Actor, long Cause, long Files,
    long Bytes,
    string PreviousSha256, string Sha256);
