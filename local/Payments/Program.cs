using Platform.Payments.Hosting;

await using var app = PaymentsServer.Create(args, TimeProvider.System);
await app.RunAsync();
