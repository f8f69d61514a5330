namespace Platform.Review.Azure.Kinds;

/// <summary>Whether a kind of resource is a node of the picture.</summary>
internal enum KindRole
{
    /// <summary>Part of what its id is below, else a node.</summary>
    ById,

    /// <summary>A node, although its id may be below another's.</summary>
    Node,

    /// <summary>Part of the first resource that it names, else a node.</summary>
    PartOfNamed,

    /// <summary>Part of the first resource that names it, else a node.</summary>
    PartOfNaming,
}
