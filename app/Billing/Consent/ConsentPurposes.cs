namespace Platform.Billing.Consent;

/// <summary>What may be collected for: all texts that customers consent to. Whoever changes one gives it the next version.</summary>
internal static class ConsentPurposes
{
    public const string Monitoring = "monitoring";
    public const string Training = "training";

    private const string Kept =
        "A sample of your calls: inputs, answers, model and version, and the time, cut to the minute. E-mail addresses, telephone, card "
        + "and account numbers, network addresses and national numbers are taken out of texts as far as they are found. Not kept are your "
        + "name, your key, headers and your network address: records carry a pseudonym, which changes every year.";

    private const string Rights =
        " It is voluntary, and your subscription is the same without it. You can withdraw here at any time: nothing more is collected "
        + "then, and what was collected for this is erased, and the record below says how much it was.";

    /// <param name="days">How long records are kept.</param>
    public static IReadOnlyList<ConsentPurpose> All(int days)
    => [
        new(Monitoring, 1, "Watch how well models fit your calls",
            "Records are counted and compared with what the models were made for, so that a model that no longer fits is noticed. Nobody "
            + "trains with them."
            + Rights, Kept, days),
        new(Training, 1, "Improve models with your calls",
            "Records are used to train and to judge the next versions of the models that you call. What a model has learnt stays in it "
            + "after a withdrawal."
            + Rights, Kept, days),
    ];
}
