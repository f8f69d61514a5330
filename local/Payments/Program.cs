using Platform.Payments;

await using var app = PaymentsServer.Create(args, TimeProvider.System);
await app.RunAsync();
