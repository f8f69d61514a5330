namespace Platform.Verbs.Tests;

public sealed class MethodTests
{
    [Fact]
    public void Methods_OfTheVerbs_TakeAtMostFiveParameters() => Assert.Empty(ParameterCounts.MethodsOf(typeof(Verb).Assembly));
}
