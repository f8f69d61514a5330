namespace Pulumi.Serialization;

/// <summary>One member of an args class that is marked with <see cref="InputAttribute"/>.</summary>
internal sealed class InputMember(Type type, string member, InputAttribute attribute, Func<object, object?> get)
{
    public string Name => attribute.Name;

    private string FullName => $"[Input] {type.FullName}.{member}";

    public object? Read(InputArgs args)
    {
        var value = get(args);
        if (value is null && attribute.IsRequired)
            throw new ArgumentNullException(member, $"{FullName} is required but was not given a value");
        return value is not null && attribute.Json ? AsJson(value) : value;
    }

    private Output<string> AsJson(object value)
        => Output.Lift(value).Apply(async plain => WireJson.Write(await new Serializer().SerializeAsync(FullName, plain)));
}
