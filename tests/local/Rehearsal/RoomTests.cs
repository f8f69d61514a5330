using Platform.Tests;
using Platform.Rehearsal.Commands;

namespace Platform.Rehearsal.Tests;

public sealed class RoomTests
{
    [Fact]
    public void Rooms_OfTheRehearsal_LookDownOnly() => Assert.Empty(FolderCircles.In(typeof(RehearsalCommand).Assembly));

    [Fact]
    public void Methods_OfTheRehearsal_TakeAtMostFiveParameters()
        => Assert.Empty(ParameterCounts.MethodsOf(typeof(RehearsalCommand).Assembly));
}
