namespace Platform.Billing.Consent;

/// <summary>What holds for consents.</summary>
/// <param name="Purposes">As they are shown now.</param>
/// <param name="Settle">From a withdrawal until what was collected is erased.</param>
/// <param name="IsOn">Whether anything is collected at all.</param>
internal sealed record ConsentTerms(IReadOnlyList<ConsentPurpose> Purposes, TimeSpan Settle, bool IsOn)
{
    public static ConsentTerms From(ConsentOptions options)
        => new(ConsentPurposes.All(options.Days), TimeSpan.FromMinutes(options.SettleMinutes), options.IsOn);

    /// <exception cref="ConsentException">There is no such purpose, or nothing is collected.</exception>
    public ConsentPurpose Find(string purpose)
    {
        if (!IsOn)
            throw new ConsentException("nothing is collected here, and there is nothing to consent to");
        return Purposes.FirstOrDefault(known => known.Name == purpose)
            ?? throw new ConsentException(
                $"there is no purpose '{purpose}'; expected {string.Join(" or ", Purposes.Select(known => known.Name))}");
    }
}
