namespace Platform.Evaluation.Serving;

/// <summary>Which rows are asked about.</summary>
/// <param name="Wanted">They, in their order.</param>
/// <param name="Shuffled">Of this feature, by its index, the values come from other rows; -1 for none.</param>
/// <param name="Sources">From which, for each of <paramref name="Wanted"/>.</param>
internal sealed record RowChoice(int[] Wanted, int Shuffled, int[] Sources)
{
    /// <summary>As they are.</summary>
    public RowChoice(int[] wanted) : this(wanted, -1, wanted)
    {
    }
}
