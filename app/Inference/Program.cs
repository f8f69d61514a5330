using Platform.Inference.Hosting;

return await InferenceServer.RunAsync(args, Console.Error);
