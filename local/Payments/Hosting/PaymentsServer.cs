using Platform.Payments.Http;
using Platform.Payments.PayPal;
using Platform.Payments.Stripe;

namespace Platform.Payments.Hosting;

/// <summary>A PayPal and a Stripe that charge nobody: the calls that billing makes, in their forms, and faults on request.</summary>
internal static class PaymentsServer
{
    /// <summary>Not yet listening; on loopback alone.</summary>
    public static WebApplication Create(string[] args, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:8091", .. args]);
        builder.Services.AddSingleton<Faults>();
        builder.Services.AddSingleton(provider => new PayPalState(time, provider.GetRequiredService<Faults>()));
        builder.Services.AddSingleton(new StripeState(time));
        builder.Services.AddSingleton(_ => new WebhookSigner(time));
        builder.Services.AddSingleton<WebhookSender>();
        builder.Services.AddSingleton<HttpClient>();
        var app = builder.Build();
        app.MapFaults();
        app.MapPayPal();
        app.MapStripe();
        return app;
    }
}
