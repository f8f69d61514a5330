namespace Platform.Billing.Plans;

/// <summary>Facts of the meters.</summary>
internal static class Meters
{
    extension(Meter meter)
    {
        /// <summary>
        /// How many of what is counted have one price: compute time is counted in microseconds and priced by the millisecond, storage is
        /// counted in bytes by the hour and priced by the gigabyte.
        /// </summary>
        public long Per => meter switch
        {
            Meter.Compute => 1000,
            Meter.Storage => 1_000_000_000,
            _ => 1,
        };

        /// <summary>
        /// What prices are multiples of, so that nothing is rounded. A gigabyte-hour costs too little for that: what was kept is added up
        /// first, and the sum's price rounded to 10⁻¹² of the currency's unit, once a line.
        /// </summary>
        public long PriceStep => meter == Meter.Storage ? 1 : meter.Per;

        /// <summary>As plans and invoices name it.</summary>
        public string Name => meter switch
        {
            Meter.Calls => "calls",
            Meter.Rows => "rows",
            Meter.Compute => "compute",
            Meter.TokensIn => "tokensIn",
            Meter.TokensOut => "tokensOut",
            _ => "storage",
        };
    }
}
