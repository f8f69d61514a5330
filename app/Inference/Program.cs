using Platform.Inference.Hosting;
using Platform.Inference.Workers;

return args is [WorkerProcess.Verb, ..] ? Worker.Run(args) : await InferenceServer.RunAsync(args, Console.Error);
