return await Platform.Billing.Hosting.BillingServer.RunAsync(args, Console.Out, Console.Error);
