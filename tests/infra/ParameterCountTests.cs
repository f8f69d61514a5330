using Platform.Infra.Settings;

namespace Platform.Infra.Tests;

public sealed class ParameterCountTests
{
    [Fact]
    public void Program_InAllItsTypes_HasNoConstructorWithMoreThanFiveParameters()
        => Assert.Equal("", string.Join("\n", ParameterCounts.ConstructorsOf(typeof(PlatformStack).Assembly.GetTypes())));

    [Fact]
    public void Method_OrConstructorWithSixParameters_IsFound()
    {
        Type[] planted = [typeof(Planted), typeof(Overriding), typeof(PlantedRecord)];
        Assert.Equal(["Planted.Many(a, b, c, d, e, f)"], ParameterCounts.MethodsOf(planted));
        Assert.Equal(["Planted..ctor(a, b, c, d, e, f)"], ParameterCounts.ConstructorsOf(planted));
    }

    [Fact]
    public void Record_WithManyMembers_IsDataAndLetPass()
    {
        Assert.True(
            typeof(GatewaySettings).GetConstructors().Max(constructor => constructor.GetParameters().Length) > ParameterCounts.Most);
        Assert.Empty(ParameterCounts.ConstructorsOf([typeof(GatewaySettings)]));
        Assert.Empty(ParameterCounts.MethodsOf([typeof(GatewaySettings)]));
    }

#pragma warning disable CA1801, CA1822, IDE0060, CS9113 // The parameters are what is looked at
    private class Planted(int a, int b, int c, int d, int e, int f)
    {
        public virtual int Many(int a, int b, int c, int d, int e, int f) => a + b + c + d + e + f;

        public int Few(int a, int b, int c, int d, int e) => a + b + c + d + e;
    }

    private sealed class Overriding() : Planted(1, 2, 3, 4, 5, 6)
    {
        public override int Many(int a, int b, int c, int d, int e, int f) => a;
    }

    private sealed record PlantedRecord(int A, int B, int C, int D, int E, int F);
#pragma warning restore CA1801, CA1822, IDE0060, CS9113
}
