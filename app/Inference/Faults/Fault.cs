namespace Platform.Inference.Faults;

/// <summary>What is wrong with a request, or in the way of its answer; each door has its own word for it.</summary>
internal enum Fault
{
    /// <summary>The request says something that cannot be meant.</summary>
    Invalid,

    /// <summary>Nobody knows who asks.</summary>
    Unauthenticated,

    /// <summary>Whoever asks may not, or nobody may.</summary>
    Forbidden,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>It is otherwise than the request takes for granted.</summary>
    Conflict,

    /// <summary>More than is taken at once.</summary>
    TooLarge,

    /// <summary>Of a type or an encoding that is not read here.</summary>
    UnsupportedMediaType,

    /// <summary>There is an answer, and the form that was asked for cannot hold it.</summary>
    Unrepresentable,

    /// <summary>The server or a model is at fault.</summary>
    Internal,

    /// <summary>Not now; the same request may be answered later.</summary>
    Unavailable,
}
