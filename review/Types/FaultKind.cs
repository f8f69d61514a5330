namespace Platform.Review.Types;

/// <summary>In what way an input departs from Azure's definition.</summary>
internal enum FaultKind
{
    /// <summary>Azure knows no such property.</summary>
    Unknown,

    /// <summary>It is required, and not given.</summary>
    Missing,

    /// <summary>It is none of the values that Azure lists.</summary>
    Value,

    /// <summary>It is longer, shorter, larger, smaller or of other characters than Azure takes.</summary>
    Limit,

    /// <summary>Azure sets it itself.</summary>
    ReadOnly,

    /// <summary>The resource's name is not one that Azure takes.</summary>
    Name,

    /// <summary>What says of which kind an object is says none of the kinds there are.</summary>
    Discriminator,

    /// <summary>A text where an object is wanted, a list where a number is, and so on.</summary>
    Form,

    /// <summary>Nothing tells where azure-native puts it, so that nobody can say whether it is right.</summary>
    Unmapped,

    /// <summary>There is no definition of the type at that API version.</summary>
    Undefined,
}
