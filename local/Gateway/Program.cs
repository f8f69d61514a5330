using Platform.Gateway.Hosting;

return await GatewayServer.RunAsync(args, Console.Error);
