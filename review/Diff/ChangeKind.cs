namespace Platform.Review.Diff;

/// <summary>What happens to a resource; what hurts most comes first.</summary>
internal enum ChangeKind
{
    Replaced,
    Removed,
    Moved,
    Changed,

    /// <summary>It is in the cloud already, and from now on the program's.</summary>
    Imported,
    Added,
}
