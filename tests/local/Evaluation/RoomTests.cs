using Platform.Evaluation.Commands;

namespace Platform.Evaluation.Tests;

public sealed class RoomTests
{
    [Fact]
    public void Rooms_OfTheEvaluation_LookDownOnly() => Assert.Empty(FolderCircles.In(typeof(EvaluationCommand).Assembly));

    [Fact]
    public void Methods_OfTheEvaluation_TakeAtMostFiveParameters()
        => Assert.Empty(ParameterCounts.MethodsOf(typeof(EvaluationCommand).Assembly));
}
