using Platform.Review.Tests.Structure.Planted.Kitchen;

namespace Platform.Review.Tests.Structure.Planted.Cellar;

internal sealed class Wine(int number)
{
    public string Label => $"{number}, for a glass of {new Glass(number).Size}";
}
