namespace Platform.Review.Azure.Kinds;

/// <summary>What is lost with a resource.</summary>
internal enum Holding
{
    /// <summary>Nothing: the next <c>pulumi up</c> makes the same again.</summary>
    Nothing,

    /// <summary>An id, a key or an address that others know: made again, it is another one.</summary>
    Identity,

    /// <summary>What nothing makes again: data, or what callers hold to. The program protects it.</summary>
    Lasting,
}
