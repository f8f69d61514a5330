using Platform.Evaluation.Commands;

return await EvaluationCommand.RunAsync(args, Console.Out, Console.Error);
