namespace Platform.Payments.Http;

/// <summary>Which faults the next calls meet, of whichever provider.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this WebApplication app)
    {
        var faults = app.Services.GetRequiredService<Faults>();
        app.MapPost("/stand-in/faults", (string path, Fault fault, int? count) => faults.Add(path, fault, count ?? 1));
        app.MapGet("/stand-in/held", () => faults.Held);
        app.MapPost("/stand-in/release", () => faults.Release());
    }
}
