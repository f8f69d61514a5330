namespace Platform.Billing.Plans;

/// <summary>Facts of the meters.</summary>
internal static class Meters
{
    extension(Meter meter)
    {
        /// <summary>How many of what is counted have one price: compute time is counted in microseconds and priced by the millisecond.</summary>
        public long Per => meter == Meter.Compute ? 1000 : 1;

        /// <summary>As plans and invoices name it.</summary>
        public string Name => meter switch
        {
            Meter.Calls => "calls",
            Meter.Rows => "rows",
            Meter.Compute => "compute",
            Meter.TokensIn => "tokensIn",
            _ => "tokensOut",
        };
    }
}
