namespace Platform.Inference.Collection;

/// <summary>What purposes are called outside.</summary>
internal static class PurposeNames
{
    private static readonly (Purposes Purpose, string Name)[] s_all = [(Purposes.Monitoring, "monitoring"), (Purposes.Training, "training")];

    /// <summary>One that nobody knows here is none: nothing is collected for it.</summary>
    public static Purposes Parse(string name) => Array.Find(s_all, known => known.Name == name).Purpose;

    extension(Purposes purposes)
    {
        public IEnumerable<(Purposes Purpose, string Name)> Each => s_all.Where(known => purposes.HasFlag(known.Purpose));
    }
}
