using Platform.Inference.Hosting;
using Platform.Inference.Inspection;

return args is ["model", ..]
    ? await ModelCommand.RunAsync(args[1..], Console.Out, Console.Error)
    : await InferenceServer.RunAsync(args, Console.Error);
