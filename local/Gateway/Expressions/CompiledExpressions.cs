using System.Reflection;

namespace Platform.Gateway.Expressions;

/// <summary>Expressions that can be evaluated, in the order of their source.</summary>
internal sealed class CompiledExpressions
{
    /// <summary>The resource that says of each method which bodies it looks at.</summary>
    public const string Bodies = "bodies";

    public const string Class = "Expressions";

    private readonly Type _type;
    private readonly byte[] _bodies;

    /// <exception cref="BadImageFormatException">It is no assembly of expressions.</exception>
    public CompiledExpressions(byte[] image)
    {
        var assembly = Assembly.Load(image);
        using var bodies = assembly.GetManifestResourceStream(Bodies) ?? throw new BadImageFormatException();
        (_type, _bodies) = (assembly.GetType(Class) ?? throw new BadImageFormatException(), new byte[bodies.Length]);
        bodies.ReadExactly(_bodies);
    }

    public static string MethodName(int number) => $"E{number}";

    public (Func<IContext, object?> Function, BodiesRead Reads) Get(int number)
        => (_type.GetMethod(MethodName(number))!.CreateDelegate<Func<IContext, object?>>(), (BodiesRead)_bodies[number]);
}
