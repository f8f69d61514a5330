namespace Platform.Review.Roles;

/// <summary>Who may do what, where, and why.</summary>
/// <param name="Who">Path of an identity or a group, or the deployer; as Markdown, like the others.</param>
/// <param name="Where">Path of a resource, or the setting that names one that is there; with what is meant of it.</param>
internal sealed record RoleGrant(string Who, string Role, string Where, string Why);
