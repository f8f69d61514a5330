namespace Platform.Review.Tests.Structure.Planted.Hall;

internal sealed record Guest(string Name);
