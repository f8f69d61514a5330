using System.Reflection;

namespace Platform.Review.Tests.Structure;

public sealed class FolderCircleTests
{
    [Fact]
    public void Folders_ThatUseEachOther_AreFoundWithTheTypesByWhichTheyDo()
        => Assert.Equal(
            [
                "Cellar uses Kitchen by Wine of Glass, Kitchen uses Cellar by Cook of Wine",
                "Hall uses Kitchen by Door of Cook, Kitchen uses Hall by Cook of Guest",
            ],
            FolderCircles.In(Assembly.GetExecutingAssembly(), $"{typeof(FolderCircleTests).Namespace}.Planted"));
}
