using System.Reflection;
using System.Runtime.CompilerServices;
using Platform.Infra.Settings;

namespace Platform.Infra.Tests;

/// <summary>
/// A method with many parameters has a concern without a name. Held to the compiled program; what declares nothing but data, a record, may
/// have as many as it has members.
/// </summary>
public sealed class ParameterCountTests
{
    private const int Most = 5;

    [Fact]
    public void Program_InAllItsTypes_HasNoMethodWithMoreThanFiveParameters() =>
        Assert.Equal("", string.Join("\n", TooMany(typeof(PlatformStack).Assembly.GetTypes())));

    [Fact]
    public void Method_OrConstructorWithSixParameters_IsFound() =>
        Assert.Equal(
            [
                "Planted..ctor(a, b, c, d, e, f)", "Planted.Many(a, b, c, d, e, f)",
            ],
            TooMany([typeof(Planted), typeof(PlantedRecord)]).Order(StringComparer.Ordinal));

    [Fact]
    public void Record_WithManyMembers_IsDataAndLetPass()
    {
        Assert.True(typeof(GatewaySettings).GetConstructors().Max(constructor => constructor.GetParameters().Length) > Most);
        Assert.Empty(TooMany([typeof(GatewaySettings)]));
    }

    private static IEnumerable<string> TooMany(IEnumerable<Type> types) =>
        from type in types
        where !type.IsDefined(typeof(CompilerGeneratedAttribute))
        from method in type.GetMembers(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly).OfType<MethodBase>()
        where method.GetParameters().Length > Most && !method.IsDefined(typeof(CompilerGeneratedAttribute))
        // Of a record the compiler itself writes the rest: Deconstruct carries its mark
        where method is not ConstructorInfo || type.GetMethod("<Clone>$") is null
        select $"{type.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.Name))})";

#pragma warning disable CA1801, CA1822, IDE0060, CS9113 // The parameters are what is looked at
    private sealed class Planted(int a, int b, int c, int d, int e, int f)
    {
        public int Many(int a, int b, int c, int d, int e, int f) => a + b + c + d + e + f;

        public int Few(int a, int b, int c, int d, int e) => a + b + c + d + e;
    }

    private sealed record PlantedRecord(int A, int B, int C, int D, int E, int F);
#pragma warning restore CA1801, CA1822, IDE0060, CS9113
}
