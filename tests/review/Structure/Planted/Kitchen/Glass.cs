namespace Platform.Review.Tests.Structure.Planted.Kitchen;

internal sealed record Glass(int Size);
