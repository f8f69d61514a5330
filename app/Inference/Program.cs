using Platform.Inference.Bundling;
using Platform.Inference.Hosting;
using Platform.Inference.Inspection;
using Platform.Inference.Workers;

return args switch
{
    [WorkerProcess.Verb, ..] => Worker.Run(args, ServerLoader.Parts),
    [BundleCommand.Verb, ..] => BundleCommand.Run(args, Console.Error),
    ["model", ..] => await ModelCommand.RunAsync(args[1..], Console.Out, Console.Error),
    _ => await InferenceServer.RunAsync(args, Console.Error),
};
