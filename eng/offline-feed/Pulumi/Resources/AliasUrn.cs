namespace Pulumi;

/// <summary>The URN that an alias stands for. What it may not combine is an error of the run, as with the real package.</summary>
internal static class AliasUrn
{
    public static Output<string> Of(Input<Alias> alias, string defaultName, string defaultType, Resource? defaultParent)
        => alias.ToOutput().Apply(each => each.Urn is { } urn
            ? Output.Create(Alone(each, urn))
            : Create(each, defaultName, defaultType, defaultParent));

    private static string Alone(Alias alias, string urn)
    {
        (string Name, bool IsSet)[] others =
        [
            (nameof(alias.Name), alias.Name is not null), (nameof(alias.Type), alias.Type is not null),
            (nameof(alias.Project), alias.Project is not null), (nameof(alias.Stack), alias.Stack is not null),
            (nameof(alias.Parent), alias.Parent is not null), (nameof(alias.ParentUrn), alias.ParentUrn is not null),
            (nameof(alias.NoParent), alias.NoParent),
        ];
        return others.FirstOrDefault(other => other.IsSet).Name is { } conflict
            ? throw new ArgumentException($"Alias should not specify both Urn and {conflict}")
            : urn;
    }

    private static Output<string> Create(Alias alias, string defaultName, string defaultType, Resource? defaultParent)
    {
        if (new[] { alias.Parent is not null, alias.ParentUrn is not null, alias.NoParent }.Count(isSet => isSet) > 1)
            throw new ArgumentException("Only specify one of 'Parent', 'ParentUrn' or 'NoParent' in an Alias");
        var inherits = alias is { Parent: null, ParentUrn: null, NoParent: false };
        return Urn.Create(
            alias.Name ?? defaultName,
            alias.Type ?? defaultType,
            inherits ? defaultParent : alias.Parent,
            alias.ParentUrn,
            alias.Project,
            alias.Stack);
    }
}
