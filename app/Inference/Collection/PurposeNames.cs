namespace Platform.Inference.Collection;

/// <summary>What purposes are called outside.</summary>
internal static class PurposeNames
{
    private static readonly (Purposes Purpose, string Name)[] _all = [(Purposes.Monitoring, "monitoring"), (Purposes.Training, "training")];

    /// <summary>One that nobody knows here is none: nothing is collected for it.</summary>
    public static Purposes Parse(string name) => Array.Find(_all, known => known.Name == name).Purpose;

    extension(Purposes purposes)
    {
        public IEnumerable<(Purposes Purpose, string Name)> Each => _all.Where(known => purposes.HasFlag(known.Purpose));
    }
}
