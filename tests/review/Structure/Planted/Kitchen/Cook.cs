using Platform.Review.Tests.Structure.Planted.Cellar;
using Platform.Review.Tests.Structure.Planted.Hall;

namespace Platform.Review.Tests.Structure.Planted.Kitchen;

/// <summary>Names one folder in a signature alone, and another only within an expression that the compiler moves elsewhere.</summary>
internal sealed class Cook
{
    public static IReadOnlyList<Guest?> Waiting { get; } = [];

    public static IEnumerable<string> Bottles(int count) => Enumerable.Range(1, count).Select(number => new Wine(number).Label);
}
