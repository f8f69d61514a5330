namespace Platform.Review.Costs;

/// <summary>What a month of a resource uses of one meter.</summary>
/// <param name="Service">Azure's name: <c>Virtual Machines</c>.</param>
/// <param name="Sku">What of it, as the plan names it: <c>Standard_D4ds_v5</c>.</param>
/// <param name="Meter">What is counted: <c>Compute</c>.</param>
/// <param name="Unit">One of <see cref="Units"/>, which the price must be for.</param>
/// <param name="Quantity">Units in a month.</param>
/// <param name="Region">Where: <c>westeurope</c>.</param>
/// <param name="Basis">Whence the quantity comes, in words: <c>4.75 of 3 to 10 nodes</c>.</param>
internal sealed record Charge(string Service, string Sku, string Meter, string Unit, decimal Quantity, string Region, string Basis = "")
{
    /// <summary>What is charged, as messages and reports name it.</summary>
    public string Name => Sku.Length == 0 ? $"{Service}, {Meter}" : $"{Service} {Sku}, {Meter}";
}
