namespace Platform.Review.Graph;

/// <summary>What a boundary keeps apart. Pictures show them in this order.</summary>
internal enum BoundaryKind
{
    /// <summary>Whoever is no part of the stack, and Entra ID, which is not the subscription's.</summary>
    Outside,
    Network,
    Subnet,
    Cluster,

    /// <summary>Services that let nobody in but by private endpoints.</summary>
    Private,

    /// <summary>Services that the internet reaches, and that ask for an identity.</summary>
    Public,

    /// <summary>What has no network of its own: alerts, identities, telemetry.</summary>
    Other,
}
