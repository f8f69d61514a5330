using Platform.Billing.Drift.Counting;
using Platform.Billing.Drift.References;
using Platform.Billing.Drift.Statistics;

namespace Platform.Billing.Drift;

/// <summary>Says of each column of a day whether it still is what the model was trained on.</summary>
internal sealed class DriftJudge(VersionDay day)
{
    /// <summary>Two tests a column: of its distribution, and of its nulls.</summary>
    private readonly double _alpha = DriftLimits.Alpha / Math.Max(1, 2 * day.Columns.Count);

    public IEnumerable<DriftFinding> Findings => day.Columns.SelectMany(column => Judge(column.Key, column.Value));

    private IEnumerable<DriftFinding> Judge(string name, ColumnCount column)
    {
        if (column.Rows < DriftLimits.FewestRows || column.Reference.Fault is not null)
        {
            yield return new DriftFinding(name, "rows", column.Rows, 1, column.Rows, DriftLevel.None);
            yield break;
        }

        yield return Nulls(name, column);
        if (column.Rows - column.Nulls < DriftLimits.FewestRows)
            yield break;
        foreach (var finding in Distribution(name, column))
            yield return finding;
        yield return Outside(name, column);
        if (name == Reference.ConfidenceName && day.Reference.Confidence is { } mean)
            yield return new DriftFinding(
                name, "mean", column.Mean, 1, column.Rows - column.Nulls,
                Of(Math.Abs(column.Mean - mean), DriftLimits.MeanWarn, DriftLimits.MeanAlert));
    }

    private IEnumerable<DriftFinding> Distribution(string name, ColumnCount column)
    {
        var isNumber = column.Reference.IsNumber;
        var shape = Shape.Of(column.Reference.Shares, column.Parts, isNumber ? 0 : column.Outside, isNumber);
        if (shape.Seen.Count < 2)
            yield break;
        var (n, rows) = (shape.Count, day.Reference.Rows);
        var (psi, distance) = (Divergence.Psi(shape), Divergence.JensenShannon(shape));
        // What chance alone gives is no drift: of few rows and many parts it is a lot
        var beyond = (Psi: psi - Divergence.PsiOfChance(shape, rows), Distance: distance - Divergence.JensenShannonOfChance(shape, rows));
        var (value, p) = isNumber ? Significance.KolmogorovSmirnov(shape, rows) : Significance.ChiSquare(shape, rows);
        yield return new DriftFinding(name, "psi", psi, 1, n, Of(beyond.Psi, DriftLimits.PsiWarn, DriftLimits.PsiAlert));
        yield return new DriftFinding(
            name, "jensen-shannon", distance, 1, n, beyond.Distance >= DriftLimits.JensenShannon ? DriftLevel.Warn : DriftLevel.Ok);
        // Of very many rows a test finds what is of no account: it is loud only where the others agree
        yield return new DriftFinding(name, isNumber ? "kolmogorov-smirnov" : "chi-square", value, p, n,
            p >= _alpha ? DriftLevel.Ok
            : beyond.Psi >= DriftLimits.PsiWarn && beyond.Distance >= DriftLimits.JensenShannon ? DriftLevel.Alert : DriftLevel.Warn);
    }

    private DriftFinding Nulls(string name, ColumnCount column)
    {
        var share = (double)column.Nulls / column.Rows;
        var p = Significance.Proportions((share, column.Rows), (column.Reference.Nulls, day.Reference.Rows));
        return new DriftFinding(name, "nulls", share, p, column.Rows,
            p >= _alpha
                ? DriftLevel.Ok
                : Math.Abs(share - column.Reference.Nulls) >= DriftLimits.Share ? DriftLevel.Alert : DriftLevel.Warn);
    }

    private static DriftFinding Outside(string name, ColumnCount column)
    {
        var n = column.Rows - column.Nulls;
        var share = (double)column.Outside / n;
        var level = column.Outside < DriftLimits.FewestOutside
            ? DriftLevel.Ok
            : Of(share, DriftLimits.OutsideWarn, DriftLimits.OutsideAlert);
        return new DriftFinding(name, column.Reference.IsNumber ? "range" : "unseen", share, 1, n, level);
    }

    private static DriftLevel Of(double value, double warn, double alert)
        => value >= alert ? DriftLevel.Alert : value >= warn ? DriftLevel.Warn : DriftLevel.Ok;
}
