using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Platform.Tests;

/// <summary>
/// A type that names another of its assembly, in a signature or in the body of a method; a nested type counts as its outermost.
/// </summary>
internal sealed record CodeReference(TypeReference From, TypeReference To)
{
    /// <summary>As compiled: what the compiler puts in for a constant or a <c>nameof</c> is not there.</summary>
    public static IReadOnlyList<CodeReference> Of(string path)
    {
        // Beside the assembly, and where the runtime of these tests has its own: an attribute's arguments are read by their types
        using var resolver = new DefaultAssemblyResolver();
        foreach (var folder in $"{AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")}".Split(Path.PathSeparator)
            .Select(Path.GetDirectoryName).Distinct())
            resolver.AddSearchDirectory(folder);
        using var module = ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = resolver });
        return [.. module.GetAllTypes()
            .SelectMany(type => NamedBy(type).SelectMany(Parts).Where(part => part.Scope == module)
                .Select(part => (From: Outermost(type), To: Outermost(part))))
            .DistinctBy(pair => (pair.From.FullName, pair.To.FullName))
            .OrderBy(pair => pair.From.FullName, StringComparer.Ordinal).ThenBy(pair => pair.To.FullName, StringComparer.Ordinal)
            .Select(pair => new CodeReference(pair.From, pair.To))];
    }

    private static IEnumerable<TypeReference?> NamedBy(TypeDefinition type)
        => [
            type.BaseType,
            .. type.Interfaces.Select(each => each.InterfaceType),
            .. Constraints(type),
            .. Attributes(type),
            .. type.Fields.Select(field => field.FieldType),
            .. type.Fields.Concat<ICustomAttributeProvider>(type.Properties).SelectMany(Attributes),
            .. type.Methods.SelectMany(NamedBy),
        ];

    private static IEnumerable<TypeReference?> NamedBy(MethodDefinition method)
        => [
            .. Signature(method),
            .. Constraints(method),
            .. Attributes(method),
            .. method.HasBody
                ? method.Body.Variables.Select(variable => variable.VariableType)
                    .Concat(method.Body.ExceptionHandlers.Select(handler => handler.CatchType))
                    .Concat(method.Body.Instructions.SelectMany(NamedBy))
                : [],
        ];

    private static IEnumerable<TypeReference?> NamedBy(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method => [method.DeclaringType, .. Signature(method)],
        _ => [],
    };

    private static IEnumerable<TypeReference> Signature(MethodReference method)
        => [
            method.ReturnType,
            .. method.Parameters.Select(parameter => parameter.ParameterType),
            .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
        ];

    private static IEnumerable<TypeReference> Constraints(IGenericParameterProvider generic)
        => generic.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider attributed)
        => attributed.CustomAttributes.SelectMany(attribute => attribute.ConstructorArguments.Select(argument => argument.Value)
            .OfType<TypeReference>().Prepend(attribute.AttributeType));

    // List<Plan[]> is a list, and a plan
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
