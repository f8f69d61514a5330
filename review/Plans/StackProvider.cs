namespace Platform.Review.Plans;

/// <summary>
/// The provider that a stack gives to all of a package: the first of its paths directly below the stack. Where default ones are
/// off, a plan says which provider a resource has only where it is another.
/// </summary>
internal static class StackProvider
{
    /// <param name="type">Of a resource.</param>
    /// <param name="resources">Of the stack, the providers among them.</param>
    /// <returns>Its path; null where the stack has none.</returns>
    public static string? Of(string type, IEnumerable<(string Path, string Type)> resources)
    {
        var own = $"pulumi:providers:{type.Split(':')[0]}";
        return resources.Where(each => each.Type == own && each.Path.Count(letter => letter == '/') == 1)
            .Select(each => each.Path).Order(StringComparer.Ordinal).FirstOrDefault();
    }
}
