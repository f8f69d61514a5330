namespace Platform.Review.Costs.Prices;

/// <summary>What a virtual machine of a size has.</summary>
internal sealed record NodeSize(string Size, int Vcpus, decimal MemoryGibibytes);
