using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A class whose members marked with <see cref="InputAttribute"/> are the arguments of a resource or function.</summary>
public abstract class InputArgs
{
    private protected InputArgs()
    {
    }

    internal virtual ImmutableDictionary<string, object?> ToDictionary()
    {
        var arguments = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var member in InputMembers.Of(GetType()))
            arguments.Add(member.Name, member.Read(this));
        return arguments.ToImmutable();
    }
}
