using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Platform.Tests;

/// <summary>
/// Methods with more than five parameters, which have a concern without a name. Held to the compiled program; what a generator writes is
/// let pass, and so is what overrides the method of somebody else.
/// </summary>
internal static class ParameterCounts
{
    public const int Most = 5;

    private const BindingFlags Own =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Type, method and parameters of each. What the constructor of a service takes is what a container knows.</summary>
    public static IEnumerable<string> MethodsOf(Assembly assembly) => MethodsOf(assembly.GetTypes());

    public static IEnumerable<string> MethodsOf(IEnumerable<Type> types)
        => from type in Written(types)
        from method in type.GetMethods(Own)
        where method.GetBaseDefinition() == method
        where Have(method)
        select Name(method);

    /// <summary>The same of constructors; what declares nothing but data, a record, may have as many as it has members.</summary>
    public static IEnumerable<string> ConstructorsOf(IEnumerable<Type> types)
        => from type in Written(types)
        where type.GetMethod("<Clone>$") is null
        from constructor in type.GetConstructors(Own)
        where Have(constructor)
        select Name(constructor);

    private static IEnumerable<Type> Written(IEnumerable<Type> types)
        => types.Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.IsDefined(typeof(GeneratedCodeAttribute)));

    private static bool Have(MethodBase method) => method.GetParameters().Length > Most
        && !method.IsDefined(typeof(CompilerGeneratedAttribute)) && !method.IsDefined(typeof(GeneratedCodeAttribute));

    private static string Name(MethodBase method)
        => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.Name))})";
}
