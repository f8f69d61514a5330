using Platform.Review.Tests.Structure.Planted.Kitchen;

namespace Platform.Review.Tests.Structure.Planted.Hall;

internal static class Door
{
    public static IReadOnlyDictionary<string, Cook[]>? Openers => null;
}
