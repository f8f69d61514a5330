using System.Diagnostics.Metrics;
using Platform.Billing.Instruments;

namespace Platform.Billing.Tests.Instruments;

public sealed class BillingCounterTests
{
    [Fact]
    public void Counter_ReadByOpenTelemetry_HasTheNumberOfThePage()
    {
        using var meter = new Meter("of a test");
        var counter = new BillingCounter(meter, "a.b", "{call}", "Calls.");
        var read = new List<(string, string?, long)>();
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => read.Add((instrument.Name, instrument.Unit, value)));
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter)
                self.EnableMeasurementEvents(instrument);
        };
        listener.Start();

        counter.Add(3);
        counter.Add(4);
        listener.RecordObservableInstruments();

        Assert.Equal([("a.b", "{call}", 7L)], read);
        Assert.Equal(7, counter.Value);
    }
}
